import type { Interval } from './estimate.ts';
import { zOfConfidence } from './normal-quantile.ts';

/**
 * An interval for a share strictly between 0 and 1, symmetric on the log-odds scale, so that it never leaves (0, 1):
 * logit(share) +/- z * se / (share * (1 - share)).
 *
 * Source: M. S. Pepe, "The Statistical Evaluation of Medical Tests", 2003, 5.2.6; the delta method.
 * @param standardError of the share itself, positive.
 */
export function logitInterval(share: number, standardError: number, confidence: number): Interval {
  const centre = Math.log(share / (1 - share));
  const reach = (zOfConfidence(confidence) * standardError) / (share * (1 - share));
  return [logistic(centre - reach), logistic(centre + reach)];
}

/** The share whose log-odds are given; never overflows. */
export function logistic(logOdds: number): number {
  if (logOdds < 0) return Math.exp(logOdds) / (1 + Math.exp(logOdds));
  return 1 / (1 + Math.exp(-logOdds));
}
