import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignBins, quantileBinning } from '../../../src/core/stats/binning.ts';
import { informationValue } from '../../../src/core/stats/information-value.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { fixed, mixedDecisions } from './arbitraries.ts';

/** Rows from a table of [churned, renewed] by bin. */
function fromTable(table: readonly (readonly [number, number])[]) {
  const rows = table.flatMap(([churned, renewed], bin) => [
    ...Array.from({ length: churned }, () => [bin, 1] as const),
    ...Array.from({ length: renewed }, () => [bin, 0] as const),
  ]);
  return { bins: Int32Array.from(rows, ([bin]) => bin), churned: Uint8Array.from(rows, ([, y]) => y) };
}

function noise(n: number, n1: number, seed: number) {
  const prng = createPrng(seed);
  const values = Float64Array.from({ length: n }, prng.uniform);
  const churned = Uint8Array.from(values, (_, i) => (i < n1 ? 1 : 0));
  return [assignBins(values, quantileBinning(values, 5)), churned, { shuffles: 0 }] as const;
}

describe('informationValue', () => {
  test('a table worked by hand', () => {
    const { bins, churned } = fromTable([
      [10, 20],
      [5, 60],
    ]);
    const { value, rows, nullMean, excess } = informationValue(bins, churned);
    const [first, second] = [
      (0.25 - 10 / 15) * Math.log(0.25 / (10 / 15)),
      (0.75 - 5 / 15) * Math.log(0.75 * 3),
    ];
    expect(value).toBeCloseTo(first + second, 13);
    expect(rows.map((row) => row.woe)).toEqual([
      expect.closeTo(Math.log(0.375), 13),
      expect.closeTo(Math.log(2.25), 13),
    ]);
    expect(nullMean).toBeCloseTo(1 / 15 + 1 / 80, 14);
    expect(excess).toBeCloseTo(value! - nullMean!, 14);
  });

  test('weight of evidence is positive where renewal is likelier than on the whole', () => {
    const { bins, churned } = fromTable([
      [10, 20],
      [5, 60],
    ]);
    const [poor, good] = informationValue(bins, churned).rows;
    expect(poor!.woe).toBeLessThan(0);
    expect(good!.woe).toBeGreaterThan(0);
  });

  test('an empty cell adds one half to every cell', () => {
    const { bins, churned } = fromTable([
      [0, 20],
      [15, 60],
    ]);
    const [g, c] = [20.5 / 81, 0.5 / 16];
    const expected = (g - c) * Math.log(g / c) + (60.5 / 81 - 15.5 / 16) * Math.log(60.5 / 81 / (15.5 / 16));
    expect(informationValue(bins, churned).value).toBeCloseTo(expected, 13);
  });

  test('missing values are a bin of their own', () => {
    const { bins, churned } = fromTable([
      [10, 20],
      [5, 60],
      [3, 9],
    ]);
    const withMissing = bins.map((bin) => bin - 1);
    const { rows, value } = informationValue(withMissing, churned);
    expect(rows.map((row) => row.bin)).toEqual([-1, 0, 1]);
    expect(value).toBe(informationValue(bins, churned).value);
  });

  test('is never negative, repeats for a seed, and needs both outcomes', () => {
    fc.assert(
      fc.property(mixedDecisions(2, 25), ({ scores, churned }) => {
        const bins = Int32Array.from(scores, (s) => Math.floor(s / 3));
        const iv = informationValue(bins, churned, { shuffles: 19 });
        expect(iv.value).toBeGreaterThanOrEqual(0);
        expect(iv.p! > 0 && iv.p! <= 1).toBe(true);
        expect(informationValue(bins, churned, { shuffles: 19 })).toEqual(iv);
      }),
      fixed,
    );
    expect(informationValue(Int32Array.of(0, 1), Uint8Array.of(0, 0))).toMatchObject({
      value: null,
      p: null,
      rows: [],
    });
    expect(informationValue(Int32Array.of(2, 2), Uint8Array.of(0, 1))).toMatchObject({
      value: 0,
      p: 1,
      nullMean: 0,
    });
  });

  test.each([
    [20, 180, 0.2, 0.1, 0.72],
    [10, 90, 0.34, 0.3, 0.5],
  ])('noise, %i churned and %i renewed in 5 bins: mean %f with one half in every cell', (...numbers) => {
    const [n1, n0, mean, level, share] = numbers;
    const samples = Array.from({ length: 3000 }, (_, seed) => informationValue(...noise(n1 + n0, n1, seed)));
    const total = (values: number[]) => values.reduce((x, y) => x + y, 0);
    const smoothed = samples.map(({ rows }) => {
      const [g, c] = [rows.map((row) => row.renewed + 0.5), rows.map((row) => row.churned + 0.5)];
      return total(
        g.map((x, b) => (x / total(g) - c[b]! / total(c)) * Math.log(x / total(g) / (c[b]! / total(c)))),
      );
    });
    expect(Math.abs(total(smoothed) / 3000 - mean)).toBeLessThan(0.02);
    expect(Math.abs(smoothed.filter((v) => v > level).length / 3000 - share)).toBeLessThan(0.03);
    // Ours adds the half only where a cell is empty, and so lies higher; its null mean is of the same size.
    const ours = total(samples.map(({ value }) => value!)) / 3000;
    expect(ours).toBeGreaterThan(mean);
    expect(Math.abs(ours / samples[0]!.nullMean! - 1)).toBeLessThan(0.2);
  });

  test('the excess of noise centres near 0 and its p is even', () => {
    const ps = Array.from({ length: 300 }, (_, seed) => {
      const [bins, churned] = noise(200, 60, seed + 10_000);
      return informationValue(bins, churned, { shuffles: 99, seed }).p!;
    });
    const below = (level: number) => ps.filter((p) => p <= level).length / ps.length;
    expect(Math.abs(below(0.05) - 0.05)).toBeLessThan(0.04);
    expect(Math.abs(below(0.5) - 0.5)).toBeLessThan(0.09);
  });

  test('p is the same with churned and renewed changed over', () => {
    const { bins, churned } = fromTable([
      [4, 9],
      [2, 17],
    ]);
    const other = churned.map((y) => 1 - y);
    const exchanged = informationValue(bins, other, { seed: 5 });
    expect(exchanged.value).toBeCloseTo(informationValue(bins, churned).value!, 13);
    expect(exchanged.p).toBe(informationValue(bins, churned, { seed: 5 }).p);
  });

  test('a real pattern has a small p; a very large sample is tested by chi-square', () => {
    const { bins, churned } = fromTable([
      [30, 20],
      [5, 60],
    ]);
    expect(informationValue(bins, churned)).toMatchObject({ p: 0.001, method: 'monte_carlo' });
    const many = fromTable([
      [20_000, 30_000],
      [20_050, 29_950],
    ]);
    const { p, method } = informationValue(many.bins, many.churned);
    expect(method).toBe('chi_square');
    expect(p! > 0.5 && p! < 1).toBe(true);
  });
});
