import { assertSameLength } from './assert-same-length.ts';
import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import { type Counts, type Estimate, estimate, withheld, withoutInterval } from './estimate.ts';
import { meanAndVariance } from './mean-and-variance.ts';
import { normalTwoSidedP } from './normal-cdf.ts';
import { zOfConfidence } from './normal-quantile.ts';
import { placements } from './placements.ts';

export interface PairedDelong extends Estimate {
  readonly standardError: number | null;
  readonly z: number | null;
  /** Two-sided: how often two equally good scores would differ this much. */
  readonly p: number | null;
}

/**
 * Champion against challenger: the difference of two AUCs over the same decisions, first minus second.
 *
 * For: is the new scorecard better, or is it luck? Two scores of one account move together, and the test knows.
 * Formula: d = A1 - A2; var d = S11 + S22 - 2*S12, taken as the variance of each row's difference of placements;
 * z = d/sqrt(var); the interval is d +/- z*se.
 * Ties: half a pair. Edges: one class: null; fewer than two of a class: the difference without test; d = 0 without
 * variance (the same ranking twice): z = 0, p = 1, as pROC has it; d <> 0 without variance: no test, `degenerate`.
 * Source: DeLong, DeLong & Clarke-Pearson 1988; R pROC `roc.test(paired = TRUE)` agrees. Cost: two sorts.
 *
 * @example pairedDelong(challenger, champion, churned).p
 */
export function pairedDelong(
  first: Float64Array,
  second: Float64Array,
  churned: Uint8Array,
  confidence = 0.95,
): PairedDelong {
  assertSameLength(churned, first, second);
  const counts = countClasses(churned);
  const missing = classMissing(counts);
  if (missing !== null) return untested(withheld(counts, missing));
  const { difference, variance } = differenceOfPlacements(first, second, churned, counts);
  if (counts.n1 < 2 || counts.n0 < 2) return untested(withoutInterval(counts, difference, 'insufficient', 2));
  return tested(counts, difference, Math.sqrt(variance), confidence);
}

function tested(counts: Counts, difference: number, standardError: number, confidence: number): PairedDelong {
  if (standardError === 0) {
    const bare = { ...untested(withoutInterval(counts, difference, 'degenerate')), standardError };
    return difference === 0 ? { ...bare, z: 0, p: 1 } : bare;
  }
  const z = difference / standardError;
  const reach = zOfConfidence(confidence) * standardError;
  const inner = estimate(counts, difference, [difference - reach, difference + reach]);
  return { ...inner, standardError, z, p: normalTwoSidedP(z) };
}

function untested(inner: Estimate): PairedDelong {
  return { ...inner, standardError: null, z: null, p: null };
}

/** The difference and its variance, from each row's difference of placements, class by class. */
function differenceOfPlacements(
  first: Float64Array,
  second: Float64Array,
  churned: Uint8Array,
  { n1, n0 }: Counts,
): { difference: number; variance: number } {
  const differences = placements(first, churned);
  placements(second, churned).forEach((placement, row) => {
    differences[row] = (differences[row] as number) - placement;
  });
  const ofChurned = meanAndVariance(differences.filter((_, row) => churned[row] === 1));
  const ofRenewed = meanAndVariance(differences.filter((_, row) => churned[row] === 0));
  return {
    difference: ofChurned.mean / n0,
    variance: ofChurned.variance / n0 ** 2 / n1 + ofRenewed.variance / n1 ** 2 / n0,
  };
}
