import { describe, expect, test } from 'vitest';
import { incompleteBeta } from '../../../src/core/stats/incomplete-beta.ts';
import { logBeta, logGamma } from '../../../src/core/stats/log-gamma.ts';
import { normalCdf, normalTwoSidedP } from '../../../src/core/stats/normal-cdf.ts';
import { normalQuantile, zOfConfidence } from '../../../src/core/stats/normal-quantile.ts';
import { studentCdf, studentTwoSidedP } from '../../../src/core/stats/student-t.ts';

function near(actual: number, expected: number, relative = 1e-12): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.abs(expected));
}

describe('normal distribution', () => {
  test('known values', () => {
    near(normalCdf(0), 0.5);
    near(normalCdf(1), 0.8413447460685429);
    near(normalCdf(-1.959963984540054), 0.025);
    near(normalCdf(-5), 2.866515718791939e-7);
    near(normalCdf(-10), 7.61985302416047e-24);
    expect(normalCdf(-40)).toBe(0);
    expect(normalCdf(9)).toBe(1);
    near(normalQuantile(0.975), 1.959963984540054);
    near(zOfConfidence(0.99), 2.5758293035489004);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalTwoSidedP(0)).toBe(1);
  });

  test('quantile and cdf undo each other, and the halves mirror', () => {
    for (let z = -8; z <= 4; z += 0.37) near(normalQuantile(normalCdf(z)), z, 1e-11);
    for (let z = 0; z <= 8; z += 0.31) near(normalCdf(z) + normalCdf(-z), 1, 1e-14);
  });

  test('the series and the continued fraction meet', () => {
    near(normalCdf(-2.5 - 1e-13), normalCdf(-2.5 + 1e-13), 1e-12);
  });
});

describe('gamma and beta', () => {
  test('known values', () => {
    near(logGamma(0.5), Math.log(Math.PI) / 2);
    near(logGamma(10), Math.log(362880));
    near(logGamma(101), 363.73937555556347);
    expect(logGamma(1)).toBeCloseTo(0, 14);
    near(logBeta(2, 3), Math.log(1 / 12));
    near(logBeta(20, 30), logGamma(20) + logGamma(30) - logGamma(50));
    near(logBeta(0.5, 40), logGamma(0.5) + logGamma(40) - logGamma(40.5), 1e-11);
  });

  test('incomplete beta: edges, symmetry, closed forms', () => {
    expect(incompleteBeta(0, 1, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 0, 2, 3)).toBe(1);
    near(incompleteBeta(0.3, 0.7, 1, 1), 0.3);
    near(incompleteBeta(0.3, 0.7, 2, 1), 0.09);
    near(incompleteBeta(0.3, 0.7, 5, 3) + incompleteBeta(0.7, 0.3, 3, 5), 1);
  });
});

describe("Student's t", () => {
  test('closed forms for one and two degrees of freedom', () => {
    for (const t of [0.1, 1, 3, 20, 1e4]) {
      near(studentTwoSidedP(t, 1), 1 - (2 / Math.PI) * Math.atan(t), 1e-10);
      near(studentTwoSidedP(t, 2), 1 - t / Math.sqrt(2 + t * t), t > 1000 ? 1e-6 : 1e-11);
    }
    expect(studentTwoSidedP(0, 7)).toBe(1);
    expect(studentTwoSidedP(Number.POSITIVE_INFINITY, 7)).toBe(0);
    near(studentCdf(2, 2) + studentCdf(-2, 2), 1);
  });

  test('with a million degrees of freedom it is all but normal', () => {
    near(studentTwoSidedP(2, 1e6), normalTwoSidedP(2), 1e-5);
  });
});
