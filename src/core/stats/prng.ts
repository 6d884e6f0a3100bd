/** A stream of pseudo-random numbers; each call moves it on. */
export interface Prng {
  /** A whole number in [0, 2^32). */
  uint32(): number;
  /** A double in [0, 1) with 53 random bits. */
  uniform(): number;
  /** A whole number in [0, bound), every one equally likely; 1 <= bound <= 2^32. */
  below(bound: number): number;
}

export type PrngState = readonly [number, number, number, number];

const TWO_32 = 2 ** 32;
/** 2^32 over the golden ratio, odd: multiples of it are far apart. */
const GOLDEN = 0x9e3779b9;

/**
 * xoshiro128** 1.1: 128 bits of state, period 2^128 - 1, passes BigCrush; the core's only source of chance, so that
 * the same seed gives the same bits on every machine. Not for secrets.
 *
 * Source: D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators" (2021),
 * prng.di.unimi.it/xoshiro128starstar.c (public domain).
 *
 * @param seed any safe integer; all its bits are spread over the state.
 * @example createPrng(7).below(6) + 1 // a die that always falls the same way
 */
export function createPrng(seed: number): Prng {
  return prngFrom(expandSeed(seed));
}

/** The generator at a given state, which must not be all zeros. */
export function prngFrom(state: PrngState): Prng {
  const uint32 = xoshiro128starstar(state);
  const uniform = () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 2 ** 53;
  const below = (bound: number) => {
    const draw = uint32();
    // Only what lies within the last `bound` numbers can be one too many: the others are spared two divisions of doubles.
    return draw < TWO_32 - bound ? draw % (bound >>> 0) : withoutSurplus(draw, bound, uint32);
  };
  return { uint32, uniform, below };
}

/** A draw, or the next one, below the last multiple of `bound`: the numbers beyond it would favour the lowest. */
function withoutSurplus(first: number, bound: number, uint32: () => number): number {
  const limit = TWO_32 - (TWO_32 % bound);
  let draw = first;
  while (draw >= limit) draw = uint32();
  return draw % bound;
}

function xoshiro128starstar(state: PrngState): () => number {
  // Words in an array of their type stay where they are; variables of a closure would be a new object at every call.
  const words = Int32Array.from(state);
  return () => {
    const [a, b] = [words[0] as number, words[1] as number];
    const c = (words[2] as number) ^ a;
    const d = (words[3] as number) ^ b;
    words[0] = a ^ d;
    words[1] = b ^ c;
    words[2] = c ^ (b << 9);
    words[3] = rotateLeft(d, 11);
    return Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
  };
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Four words that each depend on all 53 bits of the seed and are never all zero, since `mix` maps one to one. */
function expandSeed(seed: number): PrngState {
  const low = seed >>> 0;
  const high = Math.floor(seed / TWO_32) >>> 0;
  const word = (k: number) => mix((low + mix((high + Math.imul(k, GOLDEN)) >>> 0)) >>> 0);
  return [word(1), word(2), word(3), word(4)];
}

/** The finaliser of MurmurHash3 (A. Appleby, public domain): every input bit flips every output bit half the time. */
function mix(word: number): number {
  let z = word;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
