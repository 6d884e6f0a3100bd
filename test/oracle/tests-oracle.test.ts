import { describe, expect, test } from 'vitest';
import { chiSquareCdf, chiSquareQuantile, chiSquareUpperP } from '../../src/core/stats/chi-square.ts';
import { cochranArmitage } from '../../src/core/stats/cochran-armitage.ts';
import { differenceInDifferences } from '../../src/core/stats/difference-in-differences.ts';
import { benjaminiHochberg, benjaminiYekutieli } from '../../src/core/stats/false-discovery.ts';
import { normalCdf } from '../../src/core/stats/normal-cdf.ts';
import { normalQuantile } from '../../src/core/stats/normal-quantile.ts';
import { studentReach, studentTwoSidedP } from '../../src/core/stats/student-t.ts';
import { wilson } from '../../src/core/stats/wilson.ts';
import { assertNear, loadOracle } from './load-oracle.ts';

const CLOSED = 1e-9;

/** Relative, also for the tiny numbers of the tails. */
function assertRelative(actual: number, expected: number): void {
  assertNear(actual / expected, 1, CLOSED);
}

describe('tests and tables, against scipy, statsmodels and R', () => {
  test("Wilson's interval", () => {
    const cases = loadOracle<{ hits: number; n: number; confidence: number; ci: [number, number] }>('rates');
    for (const { hits, n, confidence, ci } of cases) {
      const ours = wilson(hits, n, confidence).ci;
      assertNear(ours?.[0], ci[0], CLOSED);
      assertNear(ours?.[1], ci[1], CLOSED);
    }
  });

  test('Benjamini-Hochberg and Benjamini-Yekutieli', () => {
    for (const { p, bh, by } of loadOracle<{ p: number[]; bh: number[]; by: number[] }>('discovery')) {
      for (const [i, q] of benjaminiHochberg(p).q.entries()) assertNear(q, bh[i]!, CLOSED);
      for (const [i, q] of benjaminiYekutieli(p).q.entries()) assertNear(q, by[i]!, CLOSED);
    }
  });

  test('Cochran-Armitage: z squared is the chi-square of prop.trend.test', () => {
    interface TrendCase {
      hits: number[];
      totals: number[];
      positions: number[];
      chiSquare: number | null;
      p: number | null;
    }
    let answered = 0;
    for (const { hits, totals, positions, chiSquare, p } of loadOracle<TrendCase>('trend')) {
      const ours = cochranArmitage(hits, totals, positions);
      if (chiSquare === null || p === null) {
        expect(ours.value).toBeNull();
        continue;
      }
      assertNear((ours.value ?? Number.NaN) ** 2, chiSquare, CLOSED);
      assertNear(ours.p, p, CLOSED);
      answered += 1;
    }
    expect(answered).toBeGreaterThan(200);
  });

  test("difference in differences: Welch's test of the changes", () => {
    interface EffectCase {
      before: number[];
      after: number[];
      treated: number[];
      value: number;
      p: number;
      ci: [number, number];
    }
    for (const { before, after, treated, ...expected } of loadOracle<EffectCase>('effect')) {
      const ours = differenceInDifferences({
        before: Float64Array.from(before),
        after: Float64Array.from(after),
        treated: Uint8Array.from(treated),
      });
      assertNear(ours.value, expected.value, CLOSED);
      assertNear(ours.p, expected.p, CLOSED);
      assertNear(ours.ci?.[0], expected.ci[0], CLOSED);
      assertNear(ours.ci?.[1], expected.ci[1], CLOSED);
    }
  });
});

describe('distributions, against scipy', () => {
  interface DistributionCase {
    z: number;
    cdf: number;
    share: number;
    quantile: number;
    df: number;
    x: number;
    upper: number;
    lower: number;
    chiQuantile: number;
    t: number;
    twoSided: number;
    confidence: number;
    reach: number;
  }
  const cases = loadOracle<DistributionCase>('distributions');

  test('normal', () => {
    for (const { z, cdf, share, quantile } of cases) {
      assertRelative(normalCdf(z), cdf);
      assertNear(normalQuantile(share), quantile, CLOSED);
    }
  });

  test('chi-square', () => {
    for (const { x, df, upper, lower, confidence, chiQuantile } of cases) {
      assertNear(chiSquareUpperP(x, df), upper, CLOSED);
      assertNear(chiSquareCdf(x, df), lower, CLOSED);
      assertNear(chiSquareQuantile(confidence, df), chiQuantile, CLOSED);
    }
  });

  test("Student's t", () => {
    for (const { t, df, twoSided, confidence, reach } of cases) {
      assertRelative(studentTwoSidedP(t, df), twoSided);
      assertNear(studentReach(confidence, df), reach, CLOSED);
    }
  });
});
