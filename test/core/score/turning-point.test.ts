import { expect, test } from 'vitest';
import { turningPoint } from '../../../src/core/score/turning-point.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';

/** Twenty-six weekly readings at 70, which fall by `drop` at `at`, with noise of about +-3. */
function planted(seed: number, at: number, drop: number): number[] {
  const prng = createPrng(seed).uniform;
  const noise = () => (prng() + prng() + prng() - 1.5) * 4;
  return Array.from({ length: 26 }, (_, i) => 70 + noise() - (i >= at ? drop : 0));
}

test('a planted break is found within a reading of where it was planted', () => {
  let near = 0;
  for (let seed = 1; seed <= 200; seed++) {
    const at = 4 + (seed % 18);
    const found = turningPoint(planted(seed, at, 15), 5);
    if (found !== null && Math.abs(found.at - at) <= 1) near++;
    expect(found?.before ?? 0).toBeGreaterThan(found?.after ?? 99);
  }
  expect(near).toBeGreaterThanOrEqual(196);
});

test('noise without a break is hardly ever called one', () => {
  const found = Array.from({ length: 400 }, (_, seed) => turningPoint(planted(seed + 1, 99, 0), 0));
  expect(found.filter((turn) => turn !== null).length).toBeLessThanOrEqual(400 * 0.1);
  expect(
    Array.from({ length: 400 }, (_, seed) => turningPoint(planted(seed + 1, 99, 0), 5)).filter(
      (turn) => turn !== null,
    ),
  ).toEqual([]);
});

test('levels, first day of the new one, gaps passed over', () => {
  expect(turningPoint([80, 80, Number.NaN, 80, 80, 50, 50, Number.NaN, 50], 5)).toEqual({
    at: 5,
    before: 80,
    after: 50,
  });
});

test('too short a series, a flat one and one that moved too little have no turn', () => {
  expect(turningPoint([80, 80, 50, 50, 50], 5)).toBeNull();
  expect(turningPoint([60, 60, 60, 60, 60, 60, 60], 0)).toBeNull();
  expect(turningPoint([60, 60, 60, 60, 62, 62, 62, 62], 5)).toBeNull();
  expect(turningPoint([], 5)).toBeNull();
});
