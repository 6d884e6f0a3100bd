import { logGamma } from './log-gamma.ts';

/** Two groups and how many of each have a trait. */
export interface TwoGroups {
  readonly hits: number;
  readonly n: number;
  readonly otherHits: number;
  readonly otherN: number;
}

/** Tables as likely as the one seen, but for rounding, count as seen. */
const ROUNDING = 1 + 1e-7;

/**
 * Fisher's exact test that a trait is as frequent in one group as in another, two-sided.
 *
 * For: small groups, where the chi-square approximation fails. Formula: the chance, given both margins, of all tables that are
 * no likelier than the one seen (hypergeometric). Edges: 1 where a margin is empty. Preconditions: 0 <= hits <= n, whole numbers.
 * Source: R. A. Fisher 1935; R's `fisher.test` and scipy's `fisher_exact` agree. Cost: O(hits of both groups).
 *
 * @example fisherExact({ hits: 3, n: 4, otherHits: 1, otherN: 4 }) // 0.4857142857142857, the lady tasting tea
 */
export function fisherExact({ hits, n, otherHits, otherN }: TwoGroups): number {
  const all = hits + otherHits;
  const chance = (k: number) =>
    Math.exp(logChoose(n, k) + logChoose(otherN, all - k) - logChoose(n + otherN, all));
  const seen = chance(hits) * ROUNDING;
  let p = 0;
  for (let k = Math.max(0, all - otherN); k <= Math.min(n, all); k++) {
    const likely = chance(k);
    if (likely <= seen) p += likely;
  }
  return Math.min(p, 1);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
