import { assertSameLength } from './assert-same-length.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld, withoutInterval } from './estimate.ts';
import { meanAndVariance } from './mean-and-variance.ts';
import { studentReach, studentTwoSidedP } from './student-t.ts';

export interface EffectEstimate extends Estimate {
  /** Two-sided, for no effect. */
  readonly p: number | null;
  /** Mean change of the treated, and of the untreated, who show what would have happened anyway. */
  readonly changes: readonly [treated: number, untreated: number] | null;
}

/**
 * Difference in differences: how much more the treated changed than matched accounts that were left alone.
 *
 * For: did the intervention help? Accounts picked for a low score rise by themselves (re-measured without any effect,
 * those below 50 go from 41.7 to 51.4): without a control, "saved" is regression to the mean.
 * Formula: mean(after - before | treated) - mean(after - before | untreated), Welch's t for interval and p.
 * It assumes that both groups would have moved alike; that is for the matching to ensure.
 * Edges: nobody in a group: null, `single_class`; fewer than two in one: no interval; no spread: `degenerate`.
 * Source: en.wikipedia.org/wiki/Difference_in_differences, en.wikipedia.org/wiki/Welch's_t-test; scipy
 * `ttest_ind(equal_var=False)` of the changes agrees. Cost: O(n).
 *
 * @returns n1: treated, n0: untreated
 * @example differenceInDifferences({ before, after, treated }).value
 */
export function differenceInDifferences(
  { before, after, treated }: { before: Float64Array; after: Float64Array; treated: Uint8Array },
  confidence = 0.95,
): EffectEstimate {
  assertSameLength(treated, before, after);
  const counts = countClasses(treated);
  if (counts.n1 === 0 || counts.n0 === 0) {
    return { ...withheld(counts, counts.n === 0 ? 'empty' : 'single_class'), p: null, changes: null };
  }
  const change = after.map((value, row) => value - (before[row] as number));
  const touched = meanAndVariance(change.filter((_, row) => treated[row] === 1));
  const alone = meanAndVariance(change.filter((_, row) => treated[row] === 0));
  const value = touched.mean - alone.mean;
  const changes = [touched.mean, alone.mean] as const;
  if (Math.min(counts.n1, counts.n0) < 2) {
    return { ...withoutInterval(counts, value, 'insufficient', 2), p: null, changes };
  }
  const { error, df } = welch(touched.variance / counts.n1, alone.variance / counts.n0, counts);
  if (error === 0) return { ...withoutInterval(counts, value, 'degenerate'), p: null, changes };
  const reach = studentReach(confidence, df) * error;
  const inner = estimate(counts, value, [value - reach, value + reach]);
  return { ...inner, p: studentTwoSidedP(value / error, df), changes };
}

/** Standard error of the difference of two means, and the degrees of freedom that Welch and Satterthwaite give it. */
function welch(a: number, b: number, { n1, n0 }: { n1: number; n0: number }): { error: number; df: number } {
  return { error: Math.sqrt(a + b), df: (a + b) ** 2 / (a ** 2 / (n1 - 1) + b ** 2 / (n0 - 1)) };
}
