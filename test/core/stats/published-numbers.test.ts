import { describe, expect, test } from 'vitest';
import { auc } from '../../../src/core/stats/auc.ts';
import { benjaminiHochberg } from '../../../src/core/stats/false-discovery.ts';
import { normalQuantile } from '../../../src/core/stats/normal-quantile.ts';
import { pointBiserial } from '../../../src/core/stats/point-biserial.ts';
import { createPrng, type Prng } from '../../../src/core/stats/prng.ts';

/** The measured claims that the choice of our statistics rests on, measured again by our own code. */

function normal(prng: Prng): number {
  return normalQuantile(prng.uniform() || 0.5);
}

/** Scores of n1 churned and n0 renewed whose true AUC is the one given (two normal distributions). */
function binormal(prng: Prng, trueAuc: number, [n1, n0]: readonly [number, number]) {
  const gap = Math.SQRT2 * normalQuantile(trueAuc);
  const churned = Uint8Array.from({ length: n1 + n0 }, (_, i) => (i < n1 ? 1 : 0));
  return { scores: Float64Array.from(churned, (y) => normal(prng) + (y === 1 ? 0 : gap)), churned };
}

function coverage(trueAuc: number, sizes: readonly [number, number], rounds: number) {
  const prng = createPrng(17);
  let [logit, wald] = [0, 0];
  for (let round = 0; round < rounds; round += 1) {
    const { scores, churned } = binormal(prng, trueAuc, sizes);
    const { value, ci, standardError } = auc(scores, churned);
    if (ci !== null && ci[0] <= trueAuc && trueAuc <= ci[1]) logit += 1;
    if (Math.abs(value! - trueAuc) <= 1.959963984540054 * standardError!) wald += 1;
  }
  return { logit: logit / rounds, wald: wald / rounds };
}

describe('coverage of the nominal 95 % interval', () => {
  test.each([
    [0.9, [6, 54], 0.912, 0.796],
    [0.9, [20, 180], 0.927, 0.892],
    [0.75, [10, 90], 0.933, 0.9],
  ] as const)('AUC %f with %j: logit %f, Wald %f', (trueAuc, sizes, logit, wald) => {
    const measured = coverage(trueAuc, sizes, 3000);
    expect(Math.abs(measured.logit - logit)).toBeLessThan(0.02);
    expect(Math.abs(measured.wald - wald)).toBeLessThan(0.025);
  });

  test.each([
    [[5, 45], 0.257],
    [[20, 180], 0.128],
    [[50, 450], 0.081],
  ] as const)(
    'half-width at AUC .75 with %j: %f, for exponential risks (Hanley & McNeil)',
    (sizes, expected) => {
      const prng = createPrng(18);
      const [n1, n0] = sizes;
      const churned = Uint8Array.from({ length: n1 + n0 }, (_, i) => (i < n1 ? 1 : 0));
      const squares = Array.from({ length: 1000 }, () => {
        const scores = Float64Array.from(churned, (y) => Math.log(1 - prng.uniform()) * (y === 1 ? 3 : 1));
        return auc(scores, churned).standardError! ** 2;
      });
      const width = 1.959963984540054 * Math.sqrt(squares.reduce((x, y) => x + y) / 1000);
      expect(Math.abs(width / expected - 1)).toBeLessThan(0.03);
    },
  );
});

describe('the best of 30 noise measures, 100 accounts, 12 churned', () => {
  test('looks like AUC .703; 79 % of studies find a raw p < .05, 3 % a q < .05', () => {
    const prng = createPrng(19);
    const churned = Uint8Array.from({ length: 100 }, (_, i) => (i < 12 ? 1 : 0));
    const studies = Array.from({ length: 400 }, () => {
      const measures = Array.from({ length: 30 }, () => Float64Array.from(churned, () => normal(prng)));
      const areas = measures.map((scores) => auc(scores, churned).value!);
      const ps = measures.map((scores) => pointBiserial(scores, churned).p);
      return {
        best: Math.max(...areas.map((area) => Math.max(area, 1 - area))),
        raw: ps.some((p) => p! < 0.05),
        adjusted: benjaminiHochberg(ps).q.some((q) => q! < 0.05),
      };
    });
    const bests = studies.map(({ best }) => best).sort((x, y) => x - y);
    expect(Math.abs(bests[200]! - 0.703)).toBeLessThan(0.015);
    expect(Math.abs(studies.filter(({ raw }) => raw).length / 400 - 0.79)).toBeLessThan(0.07);
    expect(studies.filter(({ adjusted }) => adjusted).length / 400).toBeLessThan(0.08);
  });
});
