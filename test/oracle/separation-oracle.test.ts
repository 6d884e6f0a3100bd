import { describe, expect, test } from 'vitest';
import { arrWeightedAuc } from '../../src/core/stats/arr-weighted-auc.ts';
import { auc } from '../../src/core/stats/auc.ts';
import { averagePrecision } from '../../src/core/stats/average-precision.ts';
import { bootstrapAuc } from '../../src/core/stats/bootstrap-auc.ts';
import { kendallTauB } from '../../src/core/stats/kendall-tau-b.ts';
import { ks } from '../../src/core/stats/ks.ts';
import { midRanks } from '../../src/core/stats/mid-ranks.ts';
import { pairedDelong } from '../../src/core/stats/paired-delong.ts';
import { pointBiserial } from '../../src/core/stats/point-biserial.ts';
import { retentionCorrelation } from '../../src/core/stats/retention-correlation.ts';
import { spearman } from '../../src/core/stats/spearman.ts';
import { assertNear, loadOracle } from './load-oracle.ts';

const CLOSED = 1e-9;

interface SeparationCase {
  s: number[];
  y: number[];
  w: number[];
  after: number[];
  ranks: number[];
  auc?: number;
  arrAuc?: number;
  ap?: number;
  ks?: number;
  rho?: number;
  exactP?: number | null;
  tau?: number;
  tauP?: number | null;
  pb?: number;
  pbP?: number;
  retention?: number;
}

const cases = loadOracle<SeparationCase>('separation').map((c) => ({
  ...c,
  scores: Float64Array.from(c.s),
  churned: Uint8Array.from(c.y),
  arr: Float64Array.from(c.w),
}));

/** Compares where the library has an answer and demands null where both sides agree that there is none. */
function compare(
  actual: (c: (typeof cases)[number]) => { readonly value: number | null },
  expected: (c: SeparationCase) => number | undefined,
): number {
  let answered = 0;
  for (const c of cases) {
    const wanted = expected(c);
    if (wanted === undefined) {
      expect(actual(c).value).toBeNull();
      continue;
    }
    assertNear(actual(c).value, wanted, CLOSED);
    answered += 1;
  }
  return answered;
}

describe('separation, against scikit-learn and scipy', () => {
  test('mid-ranks', () => {
    for (const c of cases) expect([...midRanks(c.scores)]).toEqual(c.ranks);
  });

  test('AUC, ARR-weighted AUC, average precision, KS', () => {
    expect(
      compare(
        (c) => auc(c.scores, c.churned),
        (c) => c.auc,
      ),
    ).toBeGreaterThan(200);
    expect(
      compare(
        (c) => arrWeightedAuc(c.scores, c.churned, c.arr),
        (c) => c.arrAuc,
      ),
    ).toBeGreaterThan(200);
    expect(
      compare(
        (c) => averagePrecision(c.scores, c.churned),
        (c) => c.ap,
      ),
    ).toBeGreaterThan(200);
    expect(
      compare(
        (c) => ks(c.scores, c.churned),
        (c) => c.ks,
      ),
    ).toBeGreaterThan(200);
  });

  test('Spearman, point-biserial, Kendall', () => {
    expect(
      compare(
        (c) => spearman(c.scores, c.churned),
        (c) => c.rho,
      ),
    ).toBeGreaterThan(200);
    expect(
      compare(
        (c) => pointBiserial(c.scores, c.churned),
        (c) => c.pb,
      ),
    ).toBeGreaterThan(200);
    expect(
      compare(
        (c) => kendallTauB(c.scores, c.churned),
        (c) => c.tau,
      ),
    ).toBeGreaterThan(200);
  });

  test('their p-values', () => {
    for (const c of cases) {
      const { p, method } = spearman(c.scores, c.churned);
      if (typeof c.exactP === 'number') {
        expect(method).toBe('exact');
        assertNear(p, c.exactP, CLOSED);
      }
      if (typeof c.tauP === 'number') assertNear(kendallTauB(c.scores, c.churned).p, c.tauP, CLOSED);
      if (typeof c.pbP === 'number') assertNear(pointBiserial(c.scores, c.churned).p, c.pbP, CLOSED);
    }
  });

  test('Spearman of the renewed share of ARR', () => {
    let answered = 0;
    for (const c of cases) {
      const { value } = retentionCorrelation({
        scores: c.scores,
        before: c.arr,
        after: Float64Array.from(c.after),
      });
      if (c.retention === undefined) expect(value).toBeNull();
      else {
        assertNear(value, c.retention, CLOSED);
        answered += 1;
      }
    }
    expect(answered).toBeGreaterThan(200);
  });
});

interface DelongCase {
  s: number[];
  y: number[];
  s2: number[];
  auc: number;
  auc2: number;
  variance: number | null;
  z: number | null;
  p: number | null;
}

describe('DeLong, against pROC', () => {
  const delong = loadOracle<DelongCase>('delong');

  test('AUC and variance', () => {
    let answered = 0;
    for (const { s, y, ...expected } of delong) {
      const { value, standardError } = auc(Float64Array.from(s), Uint8Array.from(y));
      assertNear(value, expected.auc, CLOSED);
      if (expected.variance === null) expect(standardError).toBeNull();
      else {
        assertNear((standardError ?? Number.NaN) ** 2, expected.variance, CLOSED);
        answered += 1;
      }
    }
    expect(answered).toBeGreaterThan(200);
  });

  test('the paired test', () => {
    let answered = 0;
    for (const { s, y, s2, ...expected } of delong) {
      const paired = pairedDelong(Float64Array.from(s), Float64Array.from(s2), Uint8Array.from(y));
      assertNear(paired.value, expected.auc - expected.auc2, CLOSED);
      if (expected.z === null || expected.p === null) {
        // pROC's z is infinite where ours is withheld: a difference without variance.
        expect(paired.ci).toBeNull();
        continue;
      }
      assertNear(paired.z, expected.z, CLOSED);
      assertNear(paired.p, expected.p, CLOSED);
      answered += 1;
    }
    expect(answered).toBeGreaterThan(200);
  });
});

describe('cluster bootstrap, against the stratified bootstrap of pROC', () => {
  test('with one row an account the interval is the same within Monte-Carlo error', () => {
    for (const { s, y, low, high } of loadOracle<{ s: number[]; y: number[]; low: number; high: number }>(
      'bootstrap',
    )) {
      const scores = Float64Array.from(s);
      const accounts = Uint32Array.from(s, (_, i) => i);
      const { ci } = bootstrapAuc(
        { scores, churned: Uint8Array.from(y), accounts },
        { replicates: 10_000, seed: 3 },
      );
      assertNear(ci?.[0], low, 0.01);
      assertNear(ci?.[1], high, 0.01);
    }
  });
});
