import { classMissing } from './class-missing.ts';
import { type Correlation, clampCorrelation, correlationP, fisherEstimate } from './correlation.ts';
import { countClasses } from './count-classes.ts';
import { type Counts, withheld } from './estimate.ts';
import { PERMUTATIONS, type PMethod, rankSumP } from './rank-sum-p.ts';
import { type TieBlocks, tieBlocks } from './tie-blocks.ts';

export interface SpearmanEstimate extends Correlation {
  /** How p was found; null with p. */
  readonly method: PMethod | null;
}

export interface SpearmanOptions {
  readonly seed?: number;
  readonly confidence?: number;
  /** How many relabellings to draw where all of them are too many; 0: t with n - 2 degrees of freedom instead. */
  readonly permutations?: number;
}

/**
 * Spearman's rank correlation of health with having renewed (1) or not (0).
 *
 * For: does renewal rise with health, whatever the shape of the rise? Positive is the right way round.
 * Formula: Pearson's r of the mid-ranks of both; with A the AUC it is (A - 1/2) * sqrt(n1*n0) / spread of the ranks.
 * Interval after Bonett & Wright: tanh(atanh rho +/- z*sqrt((1 + rho²/2)/(n - 3))). p by permutation: exact, or a
 * seeded sample of 9,999 (its own error is sqrt(p(1 - p)/B): .002 at p = .05, and .005 for B = 1,999), or for very many
 * rows, and where no sample is wanted, t with n - 2 degrees of freedom; `method` says which.
 * Ties: mid-ranks. Edges: one class or a constant score: null; n < 4 or |rho| = 1: no interval.
 * Preconditions: columns of one length, no NaN. Units: none, -1 to 1.
 * Source: D. G. Bonett, T. A. Wright, Psychometrika 65, 2000; scipy `spearmanr` agrees. Cost: one sort.
 *
 * @example spearman(Float64Array.of(20, 35, 35, 60), Uint8Array.of(1, 1, 0, 0)).value // 0.7071
 */
export function spearman(
  scores: Float64Array,
  churned: Uint8Array,
  { seed = 1, confidence = 0.95, permutations = PERMUTATIONS }: SpearmanOptions = {},
): SpearmanEstimate {
  const counts = countClasses(churned);
  const missing = classMissing(counts);
  const blocks = tieBlocks(scores, churned);
  if (missing !== null || blocks.count === 1) {
    return { ...withheld(counts, missing ?? 'constant'), p: null, method: null };
  }
  const rho = rankCorrelationOfBlocks(blocks, counts);
  const inner = fisherEstimate(counts, rho, Math.sqrt((1 + (rho * rho) / 2) / (counts.n - 3)), confidence);
  const tested = rankSumP(blocks, seed, permutations);
  if (tested !== null) return { ...inner, ...tested };
  return { ...inner, p: correlationP(rho, counts.n), method: 'student_t' };
}

/** Pearson's r of mid-ranks and renewed; for an outcome of two values its own mid-ranks change nothing. */
function rankCorrelationOfBlocks({ count, churned, renewed }: TieBlocks, { n, n1, n0 }: Counts): number {
  let below = 0;
  let rankSumOfRenewed = 0;
  let squares = 0;
  for (let b = 0; b < count; b += 1) {
    const kept = renewed[b] as number;
    const size = kept + (churned[b] as number);
    const centredRank = below + (size - n) / 2;
    rankSumOfRenewed += kept * centredRank;
    squares += size * centredRank * centredRank;
    below += size;
  }
  return clampCorrelation(rankSumOfRenewed / Math.sqrt((squares * n1 * n0) / n));
}
