import { assertSameLength } from './assert-same-length.ts';
import { countClasses } from './count-classes.ts';
import { type LogisticMaximum, maximiseLogistic } from './maximise-logistic.ts';

/** Churn probability = logistic(intercept + slope * health), with the variances of both for its interval. */
export type PlattLine = LogisticMaximum;

/**
 * Platt scaling: one S-shaped curve from health to churn probability.
 *
 * For: turning a score into a probability when fewer than 50 have churned.
 * Formula: a logistic fit to (n1 + 1)/(n1 + 2) for the churned and 1/(n0 + 2) for the renewed instead of 1 and 0, which
 * keeps small or separated samples from certainty.
 * Edges: a constant score: slope 0; no rows: null. The slope's sign is as the data have it.
 * Source: J. Platt 1999; H.-T. Lin, C.-J. Lin, R. Weng 2007 (free at csie.ntu.edu.tw/~cjlin). Cost: as `logisticFit`.
 *
 * @example platt(scores, churned) // { intercept: 2.1, slope: -0.07, ... }
 */
export function platt(scores: Float64Array, churned: Uint8Array): PlattLine | null {
  assertSameLength(scores, churned);
  const { n, n1, n0 } = countClasses(churned);
  if (n === 0) return null;
  const targets = Float64Array.from(churned, (y) => (y === 1 ? (n1 + 1) / (n1 + 2) : 1 / (n0 + 2)));
  return maximiseLogistic(scores, targets);
}
