import { expect, test } from 'vitest';
import { backtestText } from '../../src/app/backtest-text.ts';
import { proveScore } from '../../src/core/backtest/score-proof.ts';
import { verdict } from '../../src/core/backtest/verdict.ts';
import { gates } from '../../src/core/config/scorecard-gates-schema.ts';
import { companyOf, proofInputOf } from '../core/backtest/proof-fixture.ts';

function textOf(data: ReturnType<typeof companyOf>) {
  const asked = gates.parse({ good_share: {}, not_worse: {} });
  const input = proofInputOf(data, { gates: asked });
  const { headline, horizons } = input;
  const study = {
    score: 'health',
    version: 1,
    hash: 'new',
    verdict: verdict('health', headline),
    headline,
    horizons,
  };
  const proof = proveScore(input);
  const told = { asOf: '2026-01-05', headlineHorizon: 90, decisions: 600, verdict: '' };
  return backtestText({ ...told, scores: [{ ...study, proof }] });
}

test('a person reads how early, how sure, in money, and what guards it', () => {
  const text = textOf(companyOf(1));
  for (const wanted of [
    /^Back-test as of 2026-01-05: 600 renewal decisions/,
    /health separates: AUC 0\.\d{3} \(95 % interval/,
    /Useful from 90 days before the decision on/,
    /all of product +0\.\d{3} /,
    /better than the plain churn rate by \d+\.\d % \(/,
    /2025-Q4 +241 +91 \(64 to 117\) +78 +-0\.92 /,
    /Revenue of the quarters to come/,
    /Planted leaks: future row, post decision column, shuffled labels: none came through\./,
    /Gate good_share passed: 0\.0 % of the accounts stand in the best band/,
    /Gate not_worse not judged: there is no other version/,
  ])
    expect(text).toMatch(wanted);
  expect(text).not.toMatch(/NaN|null|undefined/);
});

test('where too little was decided it says so instead of a number', () => {
  const text = textOf(companyOf(1, { n: 24 }));
  expect(text).toContain('insufficient');
  expect(text).not.toMatch(/NaN|null|undefined/);
});
