import { describe, expect, test } from 'vitest';
import { uniformBinning } from '../../src/core/stats/binning.ts';
import { brier } from '../../src/core/stats/brier.ts';
import { calibrationInTheLarge, calibrationLine } from '../../src/core/stats/calibration-line.ts';
import {
  type CalibrationTable,
  calibrationTable,
  calibrationTableOf,
} from '../../src/core/stats/calibration-table.ts';
import { isotonic, isotonicAt } from '../../src/core/stats/isotonic.ts';
import { logLoss } from '../../src/core/stats/log-loss.ts';
import { type LogisticFit, logisticFit } from '../../src/core/stats/logistic-fit.ts';
import { zOfConfidence } from '../../src/core/stats/normal-quantile.ts';
import { platt } from '../../src/core/stats/platt.ts';
import { quantileOfSorted } from '../../src/core/stats/quantile.ts';
import { assertNear, loadOracle } from './load-oracle.ts';

const CLOSED = 1e-9;
const ITERATIVE = 1e-6;

type Curve = [rates: number[], probabilities: number[]];
type Fit = [
  intercept: number,
  slope: number,
  interceptSpread: number,
  slopeSpread: number,
  covariance: number,
];
interface CalibrationCase {
  p: number[];
  y: number[];
  s: number[];
  brier: number;
  logLoss: number;
  uniform: Curve;
  quantile: Curve;
  large?: [number, number];
  line?: Fit;
  onScore?: Fit;
  platt?: Fit;
  isotonic: number[];
  quantiles: number[];
}

const cases = loadOracle<CalibrationCase>('calibration').map((c) => ({
  ...c,
  probabilities: Float64Array.from(c.p),
  scores: Float64Array.from(c.s),
  churned: Uint8Array.from(c.y),
}));

function assertCurve({ rows }: CalibrationTable, [rates, probabilities]: Curve): void {
  expect(rows.length).toBe(rates.length);
  for (const [i, row] of rows.entries()) {
    assertNear(row.churnRate.value, rates[i]!, CLOSED);
    assertNear(row.meanProbability, probabilities[i]!, CLOSED);
  }
}

function assertFit(fit: LogisticFit, [intercept, slope, interceptError, slopeError, covariance]: Fit): void {
  const z = zOfConfidence(0.95);
  assertNear(fit.intercept.value, intercept, ITERATIVE);
  assertNear(fit.slope.value, slope, ITERATIVE);
  assertNear(fit.intercept.ci?.[0], intercept - z * interceptError, ITERATIVE);
  assertNear(fit.intercept.ci?.[1], intercept + z * interceptError, ITERATIVE);
  assertNear(fit.slope.ci?.[0], slope - z * slopeError, ITERATIVE);
  assertNear(fit.covariance, covariance, ITERATIVE);
}

describe('calibration, against scikit-learn, statsmodels and numpy', () => {
  test('Brier score and log loss', () => {
    for (const c of cases) {
      assertNear(brier(c.probabilities, c.churned).value, c.brier, CLOSED);
      assertNear(logLoss(c.probabilities, c.churned).value, c.logLoss, CLOSED);
    }
  });

  test('reliability tables, of equal width and of quantiles', () => {
    for (const c of cases) {
      const binning = uniformBinning(0, 1, 5);
      assertCurve(calibrationTableOf(c.probabilities, c.churned, { binning, leastRows: 1 }), c.uniform);
      assertCurve(calibrationTable(c.probabilities, c.churned, { bins: 4, leastRows: 1 }), c.quantile);
    }
  });

  test('calibration in the large', () => {
    for (const c of cases) {
      const { value, ci } = calibrationInTheLarge(c.probabilities, c.churned);
      if (c.large === undefined) expect(value).toBeNull();
      else {
        assertNear(value, c.large[0], ITERATIVE);
        assertNear(ci?.[0], c.large[0] - zOfConfidence(0.95) * c.large[1], ITERATIVE);
        assertNear(ci?.[1], c.large[0] + zOfConfidence(0.95) * c.large[1], ITERATIVE);
      }
    }
  });

  test('logistic fits: calibration line and on a score', () => {
    let answered = 0;
    for (const c of cases) {
      const line = calibrationLine(c.probabilities, c.churned);
      const onScore = logisticFit(c.scores, c.churned);
      if (c.line === undefined) expect(line.slope.value).toBeNull();
      else assertFit(line, c.line);
      if (c.onScore === undefined) expect(onScore.slope.value).toBeNull();
      else assertFit(onScore, c.onScore);
      answered += c.line === undefined ? 0 : 1;
    }
    expect(answered).toBeGreaterThan(200);
  });

  test("Platt's curve", () => {
    let answered = 0;
    for (const c of cases) {
      if (c.platt === undefined) continue;
      const line = platt(c.scores, c.churned);
      assertNear(line?.intercept, c.platt[0], ITERATIVE);
      assertNear(line?.slope, c.platt[1], ITERATIVE);
      assertNear(line?.interceptVariance, c.platt[2], ITERATIVE);
      assertNear(line?.slopeVariance, c.platt[3], ITERATIVE);
      assertNear(line?.covariance, c.platt[4], ITERATIVE);
      answered += 1;
    }
    expect(answered).toBeGreaterThan(200);
  });

  test('isotonic regression, inside and outside its range', () => {
    const grid = [-20, 0, 10, 25, 33, 50, 66.5, 80, 99, 130];
    for (const c of cases) {
      const curve = isotonic(c.scores, c.churned);
      for (const [i, score] of grid.entries()) assertNear(isotonicAt(curve, score), c.isotonic[i]!, CLOSED);
    }
  });

  test('quantiles', () => {
    for (const c of cases) {
      const sorted = c.scores.toSorted();
      for (const [i, share] of [0, 0.1, 0.25, 0.5, 0.77, 1].entries()) {
        assertNear(quantileOfSorted(sorted, share), c.quantiles[i]!, CLOSED);
      }
    }
  });
});
