import { expect, test } from 'vitest';
import { fisherExact } from '../../src/core/stats/fisher-exact.ts';
import { rankAgreement } from '../../src/core/stats/rank-agreement.ts';
import { shrunkLogistic } from '../../src/core/stats/shrunk-logistic.ts';
import { lossOf, penalise } from '../../src/core/stats/shrunk-loss.ts';
import { assertNear, loadOracle } from './load-oracle.ts';

const CLOSED = 1e-9;
const ITERATIVE = 1e-6;

test("Fisher's exact test, against scipy", () => {
  interface FisherCase {
    hits: number;
    n: number;
    otherHits: number;
    otherN: number;
    p: number;
  }
  for (const { p, ...groups } of loadOracle<FisherCase>('fisher')) assertNear(fisherExact(groups), p, CLOSED);
});

test('how far two scores rank alike, against scipy', () => {
  let answered = 0;
  for (const { a, b, rho } of loadOracle<{ a: number[]; b: number[]; rho: number | null }>('agreement')) {
    const ours = rankAgreement(Float64Array.from(a), Float64Array.from(b));
    if (rho === null) expect(ours).toBeNull();
    else {
      assertNear(ours, rho, CLOSED);
      answered += 1;
    }
  }
  expect(answered).toBeGreaterThan(200);
});

test("the bounded and shrunk logistic fit, against scipy's optimisers", () => {
  interface ShrunkCase {
    x: number[][];
    y: number[];
    towards: number[];
    penalty: number;
    loss: number;
    logOdds: number[];
  }
  const cases = loadOracle<ShrunkCase>('shrunk');
  expect(cases.length).toBeGreaterThanOrEqual(200);
  for (const { x, y, towards, penalty, loss, logOdds } of cases) {
    const problem = {
      x: x.map((column) => Float64Array.from(column)),
      churned: Uint8Array.from(y),
      towards: Float64Array.from(towards),
    };
    const fit = shrunkLogistic(problem, penalty);
    assertNear(lossOf(problem, penalise(problem.towards, penalty), fit), loss, CLOSED);
    // Columns that are alike share their slopes in more than one way; what they come to is one.
    for (const [row, expected] of logOdds.entries()) {
      const ours = problem.x.reduce(
        (sum, column, j) => sum - (fit.slopes[j] ?? 0) * (column[row] ?? 0),
        fit.intercept,
      );
      assertNear(ours, expected, ITERATIVE);
    }
    expect(fit.slopes.every((slope) => slope >= 0)).toBe(true);
  }
});
