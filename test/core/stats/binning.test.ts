import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignBins, MISSING_BIN, quantileBinning, uniformBinning } from '../../../src/core/stats/binning.ts';
import { quantileOfSorted } from '../../../src/core/stats/quantile.ts';
import { decisions, fixed } from './arbitraries.ts';

describe('binning', () => {
  test('quarters of eight values hold two each', () => {
    const values = Float64Array.of(8, 1, 7, 2, 6, 3, 5, 4);
    const bins = assignBins(values, quantileBinning(values, 4));
    expect([...bins]).toEqual([3, 0, 3, 0, 2, 1, 2, 1]);
  });

  test('equal values share a bin, bins rise with values, and every bin has a row of the baseline', () => {
    fc.assert(
      fc.property(decisions(2), fc.integer({ min: 1, max: 10 }), ({ scores }, count) => {
        const binning = quantileBinning(scores, count);
        const bins = assignBins(scores, binning);
        if (binning.kind === 'equal') return;
        for (const [i, s] of scores.entries()) {
          for (const [j, t] of scores.entries()) if (s <= t) expect(bins[i]! <= bins[j]!).toBe(true);
        }
        expect(new Set(bins).size).toBe(binning.edges.length + 1);
      }),
      fixed,
    );
  });

  test('missing values have a bin of their own and no say in the edges', () => {
    const binning = quantileBinning(Float64Array.of(1, Number.NaN, 2, 3, 4), 2);
    expect(binning).toEqual({ kind: 'edges', edges: [2.5] });
    expect([...assignBins(Float64Array.of(Number.NaN, 2.5, 99, -99), binning)]).toEqual([
      MISSING_BIN,
      0,
      1,
      0,
    ]);
  });

  test('a constant baseline gives equal and not; none at all gives one bin', () => {
    const equal = quantileBinning(Float64Array.of(3, 3), 10);
    expect([...assignBins(Float64Array.of(3, 2, 4), equal)]).toEqual([0, 1, 1]);
    const none = quantileBinning(new Float64Array(0), 10);
    expect([...assignBins(Float64Array.of(3, Number.NaN), none)]).toEqual([0, MISSING_BIN]);
  });

  test('equal width: edges belong to the bin below', () => {
    const binning = uniformBinning(0, 1, 5);
    expect([...assignBins(Float64Array.of(0, 0.2, 0.21, 1), binning)]).toEqual([0, 0, 1, 4]);
  });

  test('quantiles are linear between rows', () => {
    expect(quantileOfSorted([1, 2, 4], 0.75)).toBe(3);
    expect(quantileOfSorted([5], 0.3)).toBe(5);
  });
});
