import { createPrng } from './prng.ts';
import { shuffle } from './shuffle.ts';
import type { TieBlocks } from './tie-blocks.ts';

/** How a p-value was found: every relabelling, a random sample of them, or a formula for many rows. */
export type PMethod = 'exact' | 'monte_carlo' | 'student_t';

const MOST_RELABELLINGS = 200_000;
const MOST_DRAWS = 20_000_000;
export const PERMUTATIONS = 9_999;

/**
 * Two-sided permutation p of the churned accounts' rank sum, and so of AUC and Spearman's rho alike: the share of all
 * ways to choose who churned that lie at least as far from no relation as what was seen.
 *
 * Exact while there are at most 200,000 ways; else as many seeded random ones as asked for, (b + 1)/(B + 1), so that it is never 0;
 * null when even those would be slow (over 2,000 in the smaller class), where a t approximation is good, or not wanted.
 * Ranks are doubled, centred integers: no rounding decides what counts as equally far.
 * Source: en.wikipedia.org/wiki/Permutation_test; B. Phipson, G. K. Smyth 2010 for the + 1.
 */
export function rankSumP(
  blocks: TieBlocks,
  seed: number,
  permutations: number,
): { p: number; method: PMethod } | null {
  const ranks = centredRanks(blocks);
  const { chosen, observed } = smallerClass(blocks, ranks.length);
  const ways = waysToChoose(ranks.length, chosen, MOST_RELABELLINGS);
  if (ways <= MOST_RELABELLINGS) return { p: countAtLeast(ranks, chosen, observed) / ways, method: 'exact' };
  if (permutations === 0 || chosen * permutations > MOST_DRAWS) return null;
  return { p: sampledP(ranks, { chosen, observed, seed, permutations }), method: 'monte_carlo' };
}

/** Twice each row's mid-rank less n + 1, so that all of them add up to 0. */
function centredRanks({ count, churned, renewed }: TieBlocks): Float64Array {
  const sizes = Array.from({ length: count }, (_, b) => (churned[b] as number) + (renewed[b] as number));
  const n = sizes.reduce((total, size) => total + size, 0);
  const ranks = new Float64Array(n);
  let below = 0;
  for (const size of sizes) {
    ranks.fill(2 * below + size - n, below, below + size);
    below += size;
  }
  return ranks;
}

function smallerClass(
  { count, churned, renewed }: TieBlocks,
  n: number,
): { chosen: number; observed: number } {
  let below = 0;
  let n1 = 0;
  let rankSum = 0;
  for (let b = 0; b < count; b += 1) {
    const lost = churned[b] as number;
    const size = lost + (renewed[b] as number);
    rankSum += lost * (2 * below + size - n);
    below += size;
    n1 += lost;
  }
  return { chosen: Math.min(n1, n - n1), observed: Math.abs(rankSum) };
}

/** n over k, or something above `most` as soon as that is certain. */
function waysToChoose(n: number, k: number, most: number): number {
  let ways = 1;
  for (let i = 1; i <= k && ways <= most; i += 1) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
}

/** Among all choices of `chosen` ranks, those whose sum lies at least `observed` from 0. */
function countAtLeast(ranks: Float64Array, chosen: number, observed: number): number {
  const extend = (first: number, left: number, total: number): number => {
    if (left === 0) return Math.abs(total) >= observed ? 1 : 0;
    let found = 0;
    for (let i = first; i <= ranks.length - left; i += 1) {
      found += extend(i + 1, left - 1, total + (ranks[i] as number));
    }
    return found;
  };
  return extend(0, chosen, 0);
}

function sampledP(
  ranks: Float64Array,
  {
    chosen,
    observed,
    seed,
    permutations,
  }: { chosen: number; observed: number; seed: number; permutations: number },
): number {
  const prng = createPrng(seed);
  let asFar = 0;
  for (let round = 0; round < permutations; round += 1) {
    shuffle(ranks, prng, chosen);
    let total = 0;
    for (let i = 0; i < chosen; i += 1) total += ranks[i] as number;
    if (Math.abs(total) >= observed) asFar += 1;
  }
  return (asFar + 1) / (permutations + 1);
}
