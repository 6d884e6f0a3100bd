import type { HorizonStudy } from './horizon-study.ts';

/**
 * The earliest day before a decision from which on the score is useful: the longest horizon at which the AUC's interval
 * clears chance, and does at every nearer one too that has a figure. Null where not even the nearest does.
 */
export function usefulFrom(horizons: readonly HorizonStudy[]): number | null {
  return longestRun(horizons, ({ auc }) => (auc.ci === null ? null : auc.ci[0] > 0.5));
}

/** The longest horizon up to which a condition holds without a break; where nothing is known (null) breaks nothing. */
export function longestRun<T extends { readonly horizon: number }>(
  horizons: readonly T[],
  holds: (horizon: T) => boolean | null,
): number | null {
  let longest: number | null = null;
  for (const each of horizons.toSorted((a, b) => a.horizon - b.horizon)) {
    const held = holds(each);
    if (held === false) return longest;
    if (held) longest = each.horizon;
  }
  return longest;
}
