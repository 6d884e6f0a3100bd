import { churnProbabilities } from '../stats/calibrator.ts';
import { expectedLoss } from '../stats/expected-revenue.ts';
import { expectedSumVariance } from '../stats/expected-sum-variance.ts';
import { zOfConfidence } from '../stats/normal-quantile.ts';
import type { Factor, Learnt } from './learn-outcomes.ts';

/** Contracts that come up for renewal. */
export interface Cohort {
  readonly scores: Float64Array;
  /** Cents a year; not negative, known. */
  readonly arr: Float64Array;
  /** 1 churn and 0 renewal where that is known already, NaN where it is to be expected. */
  readonly known: Float64Array;
}

/** An expected amount or share, its spread and the 95 % interval that an observation should lie in. */
export interface Expectation {
  readonly expected: number;
  readonly sd: number;
  readonly low: number;
  readonly high: number;
}

export interface ExpectedRevenue {
  /** Cents a year. */
  readonly arr: number;
  /** Cents a year that will churn. */
  readonly lost: Expectation;
  /** Shares of `arr` that will be kept without, and with growth; null without ARR. */
  readonly grr: Expectation | null;
  readonly nrr: Expectation | null;
}

const REACH = zOfConfidence(0.95);

/**
 * What a cohort of contracts will come to: churned ARR, gross and net retention.
 *
 * Formula: lost = sum of p * ARR. Its spread has two parts: accounts decide by chance, p(1 - p) ARR² each and independently,
 * and the curve was learnt from few decisions (`expectedSumVariance`). Kept = sum of (1 - p) * ARR * what a renewal kept on
 * average where it was learnt; likewise grown. Known outcomes count as they are.
 */
export function expectRevenue(cohort: Cohort, learnt: Learnt): ExpectedRevenue {
  const { arr, known } = cohort;
  const calibrated = churnProbabilities(learnt.calibrator, cohort.scores);
  const rate = learnt.trained.n1 / learnt.trained.n;
  // An account without a score churns at the rate of all.
  const probabilities = known.map((outcome, row) => {
    if (!Number.isNaN(outcome)) return outcome;
    const p = calibrated[row] as number;
    return Number.isNaN(p) ? rate : p;
  });
  const judged = (_: number, row: number) => Number.isNaN(known[row]) && !Number.isNaN(cohort.scores[row]);
  const ofCurve = expectedSumVariance(learnt.calibrator, cohort.scores.filter(judged), arr.filter(judged));
  const { expected, sd } = expectedLoss({ probabilities, arr });
  const total = arr.reduce((sum, amount) => sum + amount, 0);
  const share = (factor: Factor, most: number) =>
    total === 0 ? null : retained({ probabilities, arr, total, ofCurve }, factor, most);
  return {
    arr: total,
    lost: within(expected, Math.sqrt(sd ** 2 + ofCurve), total),
    grr: share(learnt.kept, 1),
    nrr: share(learnt.grown, Number.POSITIVE_INFINITY),
  };
}

function retained(
  {
    probabilities,
    arr,
    total,
    ofCurve,
  }: { probabilities: Float64Array; arr: Float64Array; total: number; ofCurve: number },
  { n, mean, variance }: Factor,
  most: number,
): Expectation {
  let [renewing, spread] = [0, 0];
  for (const [row, p] of probabilities.entries()) {
    const amount = arr[row] as number;
    renewing += (1 - p) * amount;
    spread += amount ** 2 * ((1 - p) * variance + p * (1 - p) * mean ** 2);
  }
  const ofFactor = n === 0 ? 0 : (renewing ** 2 * variance) / n;
  const sd = Math.sqrt(spread + mean ** 2 * ofCurve + ofFactor) / total;
  return within((renewing * mean) / total, sd, most);
}

function within(expected: number, sd: number, most: number): Expectation {
  const [low, high] = [Math.max(0, expected - REACH * sd), Math.min(most, expected + REACH * sd)];
  return { expected, sd, low, high };
}
