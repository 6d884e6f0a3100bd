import { assertSameLength } from './assert-same-length.ts';
import { type Correlation, clampCorrelation, correlationP, fisherEstimate } from './correlation.ts';
import { type Counts, withheld } from './estimate.ts';
import { midRanks } from './mid-ranks.ts';
import { createPrng } from './prng.ts';
import { shuffle } from './shuffle.ts';

export interface RetentionCorrelation extends Correlation {
  readonly method: 'monte_carlo' | 'student_t' | null;
  /** Rows without ARR before, which have no ratio. */
  readonly excluded: number;
}

const PERMUTATIONS = 9_999;
const MOST_DRAWS = 20_000_000;

/**
 * Spearman's correlation of health with the share of ARR that was renewed.
 *
 * For: contraction and expansion as well as churn. Positive is the right way round.
 * Formula: Pearson's r of the mid-ranks of health and of ARR after / ARR before; Bonett & Wright's interval; p from 9,999
 * seeded shuffles, or by t beyond 2,000 rows.
 * Ties: mid-ranks. Edges: no ARR before: left out and counted; fewer than 3 rows: null; either side constant: null.
 * Source: as `spearman`. Cost: two sorts, plus shuffles * n.
 *
 * @returns n1: rows with nothing renewed; n0: the others
 * @example retentionCorrelation({ scores, before, after }).value
 */
export function retentionCorrelation(
  { scores, before, after }: { scores: Float64Array; before: Float64Array; after: Float64Array },
  { seed = 1, confidence = 0.95 }: { seed?: number; confidence?: number } = {},
): RetentionCorrelation {
  assertSameLength(scores, before, after);
  const had = (_: number, row: number) => (before[row] as number) > 0;
  const ratios = after.map((amount, row) => amount / (before[row] as number)).filter(had);
  const n1 = ratios.filter((ratio) => ratio === 0).length;
  const counts = { n: ratios.length, n1, n0: ratios.length - n1 };
  const excluded = scores.length - ratios.length;
  const refused = (reason: 'empty' | 'insufficient' | 'constant', need?: number) => ({
    ...withheld(counts, reason, need),
    p: null,
    method: null,
    excluded,
  });
  if (counts.n === 0) return refused('empty');
  if (counts.n < 3) return refused('insufficient');
  const health = centred(midRanks(scores.filter(had)));
  const kept = centred(midRanks(ratios));
  if (health.every((rank) => rank === 0) || kept.every((rank) => rank === 0)) return refused('constant');
  const rho = clampCorrelation(
    product(health, kept) / Math.sqrt(product(health, health) * product(kept, kept)),
  );
  const inner = fisherEstimate(counts, rho, Math.sqrt((1 + (rho * rho) / 2) / (counts.n - 3)), confidence);
  return { ...inner, ...pOf(rho, { health, kept, counts, seed }), excluded };
}

/** Twice each rank less n + 1: whole numbers that add up to 0, so that their products are exact. */
function centred(ranks: Float64Array): Float64Array {
  return ranks.map((rank) => 2 * rank - ranks.length - 1);
}

function product(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i += 1) total += (a[i] as number) * (b[i] as number);
  return total;
}

function pOf(
  rho: number,
  { health, kept, counts, seed }: { health: Float64Array; kept: Float64Array; counts: Counts; seed: number },
): { p: number | null; method: 'monte_carlo' | 'student_t' } {
  if (counts.n * PERMUTATIONS > MOST_DRAWS) return { p: correlationP(rho, counts.n), method: 'student_t' };
  const prng = createPrng(seed);
  const observed = Math.abs(product(health, kept));
  const shuffled = kept.slice();
  let asFar = 0;
  for (let round = 0; round < PERMUTATIONS; round += 1) {
    shuffle(shuffled, prng);
    if (Math.abs(product(health, shuffled)) >= observed) asFar += 1;
  }
  return { p: (asFar + 1) / (PERMUTATIONS + 1), method: 'monte_carlo' };
}
