import type { Prng } from './prng.ts';

/**
 * Puts `count` values, drawn at random without replacement, at the front of the column; by default all of them.
 * In place. Any starting order gives the same distribution, so a column may be shuffled again and again.
 *
 * Source: Fisher-Yates, Durstenfeld 1964 (en.wikipedia.org/wiki/Fisher-Yates_shuffle). Cost: O(count).
 */
export function shuffle(
  values: Float64Array | Uint8Array | Uint32Array,
  prng: Prng,
  count = values.length,
): void {
  const draws = Math.min(count, values.length - 1);
  for (let i = 0; i < draws; i += 1) {
    const other = i + prng.below(values.length - i);
    const held = values[i] as number;
    values[i] = values[other] as number;
    values[other] = held;
  }
}
