import { assertSameLength } from './assert-same-length.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { normalTwoSidedP } from './normal-cdf.ts';
import { sum } from './sum.ts';

export interface TrendEstimate extends Estimate {
  /** Two-sided. */
  readonly p: number | null;
}

/**
 * Cochran-Armitage test for trend: does the churn rate fall from band to band?
 *
 * For: bands that mean something. `value` is z: negative when churn falls as bands get healthier.
 * Formula: z = sum s(churned - total * rate) / sqrt(rate(1 - rate)(sum n s² - (sum n s)²/N)), rate that of all.
 * Edges: nobody, everybody, or a single band used: null, `single_class` or `constant`; empty bands count nothing.
 * Source: en.wikipedia.org/wiki/Cochran-Armitage_test_for_trend; R `prop.trend.test` gives z². Cost: O(bands).
 *
 * @param churned churned accounts by band, worst band first
 * @param totals all accounts by band
 * @param positions where the bands lie; 0, 1, 2, ... when absent
 * @example cochranArmitage([8, 10, 2], [20, 50, 80]).value // -4.724
 */
export function cochranArmitage(
  churned: readonly number[],
  totals: readonly number[],
  positions: readonly number[] = totals.map((_, band) => band),
): TrendEstimate {
  assertSameLength(totals, churned, positions);
  const n = sum(totals);
  const n1 = sum(churned);
  const counts = { n, n1, n0: n - n1 };
  if (n === 0) return { ...withheld(counts, 'empty'), p: null };
  if (n1 === 0 || n1 === n) return { ...withheld(counts, 'single_class'), p: null };
  const used = positions.filter((_, band) => totals[band] !== 0);
  if (new Set(used).size < 2) return { ...withheld(counts, 'constant'), p: null };
  const { score, spread } = trend(churned, totals, positions);
  const z = score / Math.sqrt((n1 / n) * (1 - n1 / n) * spread);
  return { ...estimate(counts, z), p: normalTwoSidedP(z) };
}

/** The trend's numerator and its spread, about the mean position so that nothing cancels. */
function trend(churned: readonly number[], totals: readonly number[], positions: readonly number[]) {
  const n = sum(totals);
  const mean = sum(positions.map((s, band) => s * (totals[band] ?? 0))) / n;
  let score = 0;
  let spread = 0;
  for (const [band, position] of positions.entries()) {
    score += (position - mean) * (churned[band] ?? 0);
    spread += (position - mean) ** 2 * (totals[band] ?? 0);
  }
  return { score, spread };
}
