import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uniformBinning } from '../../../src/core/stats/binning.ts';
import { brier } from '../../../src/core/stats/brier.ts';
import { calibrationInTheLarge, calibrationLine } from '../../../src/core/stats/calibration-line.ts';
import { calibrationTable, calibrationTableOf } from '../../../src/core/stats/calibration-table.ts';
import { logLoss } from '../../../src/core/stats/log-loss.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { spiegelhalter } from '../../../src/core/stats/spiegelhalter.ts';
import { decisions, fixed } from './arbitraries.ts';
import * as a from './fixture-a.ts';

const none = { p: new Float64Array(0), y: new Uint8Array(0) };

describe('brier and log loss', () => {
  test('fixture A', () => {
    const { value, skill } = brier(a.pChurn, a.churned);
    expect(value).toBeCloseTo(0.19583333333333333, 14);
    expect(skill).toBeCloseTo(0.19428571428571417, 13);
    expect(logLoss(a.pChurn, a.churned).value).toBeCloseTo(0.5912898993420908, 13);
  });

  test('predicting the churn rate has no skill, the outcome itself has all of it', () => {
    const rate = a.pChurn.map(() => 5 / 12);
    expect(brier(rate, a.churned).skill).toBeCloseTo(0, 14);
    expect(brier(Float64Array.from(a.churned), a.churned)).toMatchObject({ value: 0, skill: 1 });
  });

  test('one class has a score but no skill; no rows have neither', () => {
    expect(brier(Float64Array.of(0.1), Uint8Array.of(0))).toMatchObject({
      skill: null,
      reason: 'single_class',
    });
    expect(brier(none.p, none.y)).toMatchObject({ value: null, skill: null });
    expect(logLoss(none.p, none.y).reason).toBe('empty');
  });

  test('a sure mistake costs 34.5 and not infinity', () => {
    expect(logLoss(Float64Array.of(0), Uint8Array.of(1)).value).toBeCloseTo(34.54, 2);
    expect(logLoss(Float64Array.of(1), Uint8Array.of(0)).value).toBeCloseTo(34.54, 2);
  });
});

describe('calibration line and calibration in the large', () => {
  test('fixture A', () => {
    const { intercept, slope } = calibrationLine(a.pChurn, a.churned);
    expect(intercept.value).toBeCloseTo(0.133759306584011, 9);
    expect(slope.value).toBeCloseTo(0.7993564200776903, 9);
    expect(calibrationInTheLarge(a.pChurn, a.churned).value).toBeCloseTo(0.22925584507366586, 11);
  });

  test('perfect separation, constant predictions and one class have no slope, and say why', () => {
    const y = Uint8Array.of(0, 0, 1, 1);
    expect(calibrationLine(Float64Array.of(0.1, 0.2, 0.8, 0.9), y).slope.reason).toBe('separated');
    expect(calibrationLine(Float64Array.of(0.1, 0.5, 0.5, 0.9), y).slope.reason).toBe('separated');
    expect(calibrationLine(Float64Array.of(0.9, 0.8, 0.2, 0.1), y).slope.reason).toBe('separated');
    expect(calibrationLine(new Float64Array(4).fill(0.3), y).slope.reason).toBe('constant');
    expect(calibrationLine(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 0)).slope.reason).toBe('single_class');
    expect(calibrationInTheLarge(Float64Array.of(0.1, 0.2), Uint8Array.of(0, 0)).reason).toBe('single_class');
  });

  test('finds the slope and intercept that made the outcomes', () => {
    const prng = createPrng(8);
    const p = Float64Array.from({ length: 20_000 }, () => 0.02 + 0.9 * prng.uniform());
    const churned = Uint8Array.from(p, (q) => {
      const logOdds = -0.4 + 0.7 * Math.log(q / (1 - q));
      return prng.uniform() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    });
    const { intercept, slope } = calibrationLine(p, churned);
    expect(slope.ci![0] < 0.7 && 0.7 < slope.ci![1]).toBe(true);
    expect(intercept.ci![0] < -0.4 && -0.4 < intercept.ci![1]).toBe(true);
  });

  test('raising everybody by the offset makes the expected number the number that churned', () => {
    const { value } = calibrationInTheLarge(a.pChurn, a.churned);
    const raised = a.pChurn.map((p) => 1 / (1 + Math.exp(-value! - Math.log(p / (1 - p)))));
    expect(raised.reduce((x, y) => x + y)).toBeCloseTo(5, 10);
  });
});

describe('spiegelhalter', () => {
  test('fixture A', () => {
    const { value, p } = spiegelhalter(a.pChurn, a.churned);
    expect(value).toBeCloseTo(0.3283103079605073, 12);
    expect(p).toBeCloseTo(0.7426770511206677, 12);
  });

  test('nothing to test where nothing varies', () => {
    expect(spiegelhalter(Float64Array.of(0.5, 1, 0), Uint8Array.of(0, 1, 0))).toMatchObject({
      value: null,
      reason: 'degenerate',
    });
    expect(spiegelhalter(none.p, none.y).reason).toBe('empty');
  });
});

describe('calibrationTable', () => {
  test('fixture A: ECE .117 with five bins of equal width, .158 with quarters', () => {
    const binning = uniformBinning(0, 1, 5);
    expect(calibrationTableOf(a.pChurn, a.churned, { binning, leastRows: 1 }).ece.value).toBeCloseTo(
      0.11666666666666667,
      12,
    );
    expect(calibrationTable(a.pChurn, a.churned, { bins: 4, leastRows: 1 }).ece.value).toBeCloseTo(
      0.15833333333333333,
      12,
    );
  });

  test('no bin has fewer rows than asked for, none is lost, equal probabilities stay together', () => {
    fc.assert(
      fc.property(decisions(1), fc.integer({ min: 1, max: 12 }), ({ scores, churned }, leastRows) => {
        const p = scores.map((s) => s / 100);
        const { rows, ece } = calibrationTable(p, churned, { bins: 5, leastRows });
        expect(rows.reduce((t, row) => t + row.n, 0)).toBe(p.length);
        if (p.length >= leastRows) for (const row of rows) expect(row.n).toBeGreaterThanOrEqual(leastRows);
        for (const [i, row] of rows.entries()) {
          expect(
            row.lowest <= row.meanProbability + 1e-12 && row.meanProbability <= row.highest + 1e-12,
          ).toBe(true);
          if (i > 0) expect(rows[i - 1]!.highest).toBeLessThan(row.lowest);
        }
        expect(ece.value! >= 0 && ece.value! <= 1).toBe(true);
      }),
      fixed,
    );
  });

  test('no rows, no table', () => {
    const { rows, ece } = calibrationTable(none.p, none.y);
    expect([rows, ece.value]).toEqual([[], null]);
  });
});
