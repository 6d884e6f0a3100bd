import { assertSameLength } from './assert-same-length.ts';
import { bisect } from './bisect.ts';
import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { logit } from './log-loss.ts';
import { type LogisticFit, logisticFit } from './logistic-fit.ts';
import { logistic } from './logit-interval.ts';
import { zOfConfidence } from './normal-quantile.ts';
import { sum } from './sum.ts';

/**
 * Calibration intercept and slope: the logistic regression of the outcome on the log-odds that were predicted.
 *
 * For: probabilities in a small sample, where tables of bins are noise. Slope 1 and intercept 0 are right; a slope
 * below 1 means predictions too extreme (overfitted), above 1 too timid.
 * Edges: as `logisticFit`: one class, constant predictions, or perfect separation give null with the reason.
 * Probabilities are clipped to [1e-15, 1 - 1e-15]. Units: log-odds; the slope has none.
 * Source: D. R. Cox 1958; E. W. Steyerberg et al. 2010 (PMC3575184). Cost: as `logisticFit`.
 *
 * @param probabilities of churn
 * @example calibrationLine(probabilities, churned).slope.value // 0.799 for fixture A
 */
export function calibrationLine(
  probabilities: Float64Array,
  churned: Uint8Array,
  confidence = 0.95,
): LogisticFit {
  return logisticFit(probabilities.map(logit), churned, confidence);
}

/**
 * Calibration in the large: by how much the predicted log-odds of everybody must be raised for the expected number of
 * churned to be the number that churned. 0 is right; above 0 the predictions were too low.
 *
 * Formula: the a that solves sum of logistic(a + logit p) = n1; Wald interval with variance 1 / sum p(1-p) there.
 * Edges: one class: null. Source: as `calibrationLine`; statsmodels GLM with an offset agrees. Cost: O(n) times 60.
 *
 * @example calibrationInTheLarge(probabilities, churned).value // 0.229 for fixture A
 */
export function calibrationInTheLarge(
  probabilities: Float64Array,
  churned: Uint8Array,
  confidence = 0.95,
): Estimate {
  assertSameLength(probabilities, churned);
  const counts = countClasses(churned);
  const missing = classMissing(counts);
  if (missing !== null) return withheld(counts, missing);
  const offsets = probabilities.map(logit);
  const raised = (a: number) => offsets.map((offset) => logistic(a + offset));
  const reach = Math.log(counts.n) + 36;
  const value = bisect((a) => sum(raised(a)) - counts.n1, -reach, reach);
  const information = sum(raised(value).map((p) => p * (1 - p)));
  const error = zOfConfidence(confidence) / Math.sqrt(information);
  return estimate(counts, value, [value - error, value + error]);
}
