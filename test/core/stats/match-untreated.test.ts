import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differenceInDifferences } from '../../../src/core/stats/difference-in-differences.ts';
import { matchUntreated } from '../../../src/core/stats/match-untreated.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';

describe('by hand', () => {
  const match = (before: number[], treated: number[], caliper = 5) =>
    matchUntreated(Float64Array.from(before), Uint8Array.from(treated), caliper);

  test('the nearest untreated, each once, within the caliper', () => {
    const found = match([30, 31, 70, 28, 90, 29], [1, 0, 0, 1, 1, 0]);
    expect([...found.treated]).toEqual([0, 3]);
    expect([...found.untreated]).toEqual([1, 5]);
    expect(found.unmatched).toBe(1);
  });

  test('nobody to match with', () => {
    expect(match([30, 40], [1, 1])).toMatchObject({ unmatched: 2 });
    expect(match([30, 40], [0, 0])).toMatchObject({ unmatched: 0, treated: new Uint32Array() });
    expect(match([], [])).toMatchObject({ unmatched: 0 });
  });
});

/** The same greedy rule by looking at everybody each time. */
function brute(before: readonly number[], treated: readonly number[], caliper: number) {
  const rows = [...before.keys()].sort((a, b) => (before[a] ?? 0) - (before[b] ?? 0) || a - b);
  const taken = new Set<number>();
  return rows
    .filter((row) => treated[row] === 1)
    .flatMap((row) => {
      const apart = (other: number) => Math.abs((before[other] ?? 0) - (before[row] ?? 0));
      const others = rows.filter((other) => treated[other] === 0 && !taken.has(other));
      const nearest = Math.min(...others.map(apart));
      if (!(nearest <= caliper)) return [];
      const near = others.filter((other) => apart(other) === nearest);
      for (const other of near) taken.add(other);
      for (const other of near.slice(1)) taken.delete(other);
      return [nearest];
    });
}

test('as far apart as by looking at everybody', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 1 })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(rows, fc.integer({ min: 0, max: 20 }), (found, caliper) => {
      const before = found.map(([at]) => at);
      // Distinct values: which of several equal ones is taken changes who is left for the next.
      const spread = before.map((at, row) => 100 * at + row);
      const treated = found.map(([, y]) => y);
      const pairs = matchUntreated(Float64Array.from(spread), Uint8Array.from(treated), 100 * caliper);
      const apart = [...pairs.treated].map((row, i) =>
        Math.abs((spread[row] ?? 0) - (spread[pairs.untreated[i] ?? 0] ?? 0)),
      );
      expect(new Set(pairs.untreated).size).toBe(pairs.untreated.length);
      const byEverybody = brute(spread, treated, 100 * caliper);
      expect(apart.toSorted((a, b) => a - b)).toEqual(byEverybody.toSorted((a, b) => a - b));
      expect(pairs.treated.length + pairs.unmatched).toBe(treated.filter((y) => y === 1).length);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('without any effect half the treated seem saved, and the matched difference covers 0 in 95 of 100 trials', () => {
  let [covered, saved, looked] = [0, 0, 0];
  for (let seed = 1; seed <= 200; seed++) {
    const { uniform } = createPrng(seed);
    const normal = () => Array.from({ length: 12 }, uniform).reduce((a, b) => a + b, -6);
    const level = Array.from({ length: 400 }, () => 55 + 10 * normal());
    const before = Float64Array.from(level, (at) => at + 8 * normal());
    const after = Float64Array.from(level, (at) => at + 8 * normal());
    const treated = Uint8Array.from(before, (score) => (score < 50 && uniform() < 0.5 ? 1 : 0));
    const pairs = matchUntreated(before, treated, 1);
    const rows = [...pairs.treated, ...pairs.untreated];
    const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row] ?? 0);
    const effect = differenceInDifferences({
      before: pick(before),
      after: pick(after),
      treated: Uint8Array.from(rows, (_, i) => (i < pairs.treated.length ? 1 : 0)),
    });
    const [low, high] = effect.ci ?? [1, 1];
    covered += Number(low <= 0 && high >= 0);
    for (const [row, y] of treated.entries()) {
      if (y === 0) continue;
      looked += 1;
      saved += Number((after[row] ?? 0) >= 50);
    }
  }
  expect(saved / looked).toBeGreaterThan(0.35);
  expect(covered).toBeGreaterThanOrEqual(180);
  expect(covered).toBeLessThanOrEqual(199);
});
