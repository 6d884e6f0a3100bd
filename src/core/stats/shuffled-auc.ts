import { assertSameLength } from './assert-same-length.ts';
import { areaOfBlocks } from './auc.ts';
import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld } from './estimate.ts';
import { meanAndVariance } from './mean-and-variance.ts';
import { zOfConfidence } from './normal-quantile.ts';
import { createPrng } from './prng.ts';
import { reweightedBlocks } from './reweighted-blocks.ts';
import { rowsByGroup, takeFlags } from './rows-by-group.ts';
import { shuffle } from './shuffle.ts';

/**
 * Permutation sanity: the mean AUC after outcomes were shuffled among the decisions of each period.
 *
 * For: a pipeline without leaks loses all skill when outcomes are shuffled; a mean away from .5 is a bug, or a score that
 * drifts along with the churn rate from period to period (then look at `stratifiedAuc` by period).
 * Formula: mean over seeded rounds; the interval is that of the mean, +/- z * sd / sqrt(rounds).
 * Edges: one class: null; no shuffle that changes anything (a constant score, or periods of one outcome each): `degenerate`.
 * Cost: one sort, then rounds * n.
 *
 * @param periods such as the quarter of each decision
 * @example shuffledAuc(scores, churned, quarters, { seed: 7 }).ci // holds 0.5
 */
export function shuffledAuc(
  scores: Float64Array,
  churned: Uint8Array,
  periods: Int32Array,
  { seed = 1, rounds = 200, confidence = 0.99 }: { seed?: number; rounds?: number; confidence?: number } = {},
): Estimate {
  assertSameLength(scores, churned, periods);
  const counts = countClasses(churned);
  const missing = classMissing(counts);
  if (missing !== null) return withheld(counts, missing);
  const blocks = reweightedBlocks(scores);
  const relabel = createRelabelling(churned, periods, seed);
  const areas = Float64Array.from({ length: rounds }, () => areaOfBlocks(blocks(relabel())));
  const { mean, variance } = meanAndVariance(areas);
  if (variance === 0) return withheld(counts, 'degenerate');
  const reach = zOfConfidence(confidence) * Math.sqrt(variance / rounds);
  return estimate(counts, mean, [mean - reach, mean + reach]);
}

/** Gives, call by call, the outcomes shuffled within each period. */
function createRelabelling(churned: Uint8Array, periods: Int32Array, seed: number): () => Uint8Array {
  const prng = createPrng(seed);
  const groups = rowsByGroup(periods).map(({ rows }) => ({ rows, outcomes: takeFlags(churned, rows) }));
  const labels = churned.slice();
  return () => {
    for (const { rows, outcomes } of groups) {
      shuffle(outcomes, prng);
      for (const [i, row] of rows.entries()) labels[row] = outcomes[i] as number;
    }
    return labels;
  };
}
