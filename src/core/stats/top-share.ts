import { classMissing } from './class-missing.ts';
import { countClasses } from './count-classes.ts';
import type { Counts, Reason } from './estimate.ts';
import { type TieBlocks, tieBlocks } from './tie-blocks.ts';

/** What a team finds that works through the k riskiest accounts. */
export interface TopShare extends Counts {
  /** Rows worked; not whole when a share of them was asked for. */
  readonly k: number;
  /** Churned accounts to be expected among them, ties counted fairly. */
  readonly events: number | null;
  /** Of all churned accounts, the share found (recall, gain). */
  readonly capture: number | null;
  /** Of the accounts worked, the share that churned. */
  readonly precision: number | null;
  /** Precision over the churn rate of all: 1 is no better than chance. */
  readonly lift: number | null;
  /** Rows that share the score at which the line is drawn and lie on both sides of it; 0 when it falls between scores. */
  readonly tied: number;
  readonly reason: Reason | null;
}

/**
 * Lift and gains of the riskiest share of accounts.
 *
 * For: "if we work the riskiest tenth, how much of the churn do we meet?"
 * Formula: k = share * n rows of lowest health; precision = churned among them / k; lift = precision / churn rate.
 * Ties: the block of equal scores that k cuts through gives (k - rows above) / (rows in the block) of its churned, as
 * every order of the tied rows would on average. Sorting on (score, outcome) instead shows 10.0 where 1.1 is true.
 * Edges: one class: null; share 1: lift is exactly 1. Units: shares. Precondition: 0 < share <= 1, no NaN.
 * Source: en.wikipedia.org/wiki/Lift_(data_mining); tie rule as J. A. McDonald's expected gains. Cost: one sort.
 *
 * @example topShare(scores, churned, 0.1).lift // 2.2
 */
export function topShare(scores: Float64Array, churned: Uint8Array, share: number): TopShare {
  return topOfBlocks(tieBlocks(scores, churned), countClasses(churned), share * churned.length);
}

/** The same of tie blocks, which may be weighted by how often each row was drawn: for bootstraps, which sort once. */
export function topShareOfBlocks(blocks: TieBlocks, share: number): TopShare {
  const [n1, n0] = [total(blocks.churned), total(blocks.renewed)];
  const counts = { n: n1 + n0, n1, n0 };
  return topOfBlocks(blocks, counts, share * counts.n);
}

function total(weights: Float64Array): number {
  let sum = 0;
  for (let b = 0; b < weights.length; b += 1) sum += weights[b] as number;
  return sum;
}

/**
 * Precision and recall at the team's capacity: what it meets if it works the `capacity` riskiest accounts.
 * As `topShare`; a capacity above n is n.
 *
 * @example topCapacity(scores, churned, 25).precision
 */
export function topCapacity(scores: Float64Array, churned: Uint8Array, capacity: number): TopShare {
  return topOfBlocks(tieBlocks(scores, churned), countClasses(churned), Math.min(capacity, churned.length));
}

function topOfBlocks(blocks: TieBlocks, counts: Counts, k: number): TopShare {
  const missing = classMissing(counts);
  const { events, tied } = eventsAmong(blocks, k);
  if (missing !== null || k <= 0) {
    const none = { events: null, capture: null, precision: null, lift: null };
    return { ...counts, k, ...none, tied, reason: missing ?? 'empty' };
  }
  const precision = events / k;
  const lift = precision / (counts.n1 / counts.n);
  return { ...counts, k, events, capture: events / counts.n1, precision, lift, tied, reason: null };
}

/** Churned rows to be expected among the k of lowest health. */
export function eventsAmong(
  { count, churned, renewed }: TieBlocks,
  k: number,
): { events: number; tied: number } {
  let taken = 0;
  let events = 0;
  for (let b = 0; b < count; b += 1) {
    const lost = churned[b] as number;
    const size = lost + (renewed[b] as number);
    if (taken + size > k) return { events: events + (lost * (k - taken)) / size, tied: k > taken ? size : 0 };
    taken += size;
    events += lost;
  }
  return { events, tied: 0 };
}
