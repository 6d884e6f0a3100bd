import { describe, expect, test } from 'vitest';
import { createPrng, prngFrom } from '../../../src/core/stats/prng.ts';
import { shuffle } from '../../../src/core/stats/shuffle.ts';

describe('createPrng', () => {
  test('is xoshiro128** 1.1: first outputs of the reference C code for the state 1, 2, 3, 4', () => {
    const prng = prngFrom([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, prng.uint32)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  test('repeats itself for a seed and differs between seeds, large and negative ones too', () => {
    const first = (seed: number) => createPrng(seed).uint32();
    expect(first(5)).toBe(first(5));
    const seeds = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER];
    expect(new Set(seeds.map(first)).size).toBe(seeds.length);
  });

  test('gives uniforms in [0, 1) with the mean and variance of a uniform', () => {
    const prng = createPrng(3);
    const draws = Array.from({ length: 20_000 }, prng.uniform);
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...draws)).toBeLessThan(1);
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.003);
  });

  test('draws every whole number below the bound about equally often', () => {
    const prng = createPrng(4);
    const seen = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i += 1) seen[prng.below(6)]! += 1;
    for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(400);
    expect(prng.below(1)).toBe(0);
  });
});

test('draws below a bound what plain rejection would, surplus and all', () => {
  for (const bound of [1, 2, 3, 6, 400, 2 ** 31, 2 ** 31 + 1, 3 * 2 ** 30, 2 ** 32 - 1, 2 ** 32]) {
    const [prng, plain] = [createPrng(bound), createPrng(bound)];
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (let i = 0; i < 1000; i += 1) {
      let draw = plain.uint32();
      while (draw >= limit) draw = plain.uint32();
      expect(prng.below(bound)).toBe(draw % bound);
    }
  }
});

describe('shuffle', () => {
  test('keeps the values and gives each of the six orders of three equally often', () => {
    const prng = createPrng(5);
    const seen = new Map<string, number>();
    for (let i = 0; i < 12_000; i += 1) {
      const values = Float64Array.of(1, 2, 3);
      shuffle(values, prng);
      seen.set(values.join(), (seen.get(values.join()) ?? 0) + 1);
    }
    expect([...seen.keys()].sort()).toEqual(['1,2,3', '1,3,2', '2,1,3', '2,3,1', '3,1,2', '3,2,1']);
    for (const count of seen.values()) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  test('draws a few without replacement', () => {
    const values = Uint32Array.from({ length: 50 }, (_, i) => i);
    shuffle(values, createPrng(6), 5);
    expect(new Set(values).size).toBe(50);
    expect([...values.subarray(0, 5)]).not.toEqual([0, 1, 2, 3, 4]);
  });
});
