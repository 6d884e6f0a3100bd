import { assertSameLength } from './assert-same-length.ts';
import { countClasses } from './count-classes.ts';
import { type Estimate, estimate, withheld, withoutInterval } from './estimate.ts';
import { meanAndVariance } from './mean-and-variance.ts';
import { createPrng, type Prng } from './prng.ts';
import { quantileOfSorted } from './quantile.ts';

export interface BootstrapEstimate extends Estimate {
  readonly standardError: number | null;
  readonly replicates: number;
  /** Replicates in which the statistic could not be had. */
  readonly failed: number;
  readonly seed: number;
  readonly accounts: number;
}

export interface BootstrapOptions {
  readonly seed?: number;
  readonly replicates?: number;
  readonly confidence?: number;
}

/** Below this share of replicates that worked, the interval would speak for a special case only. */
const LEAST_SUCCESS = 0.9;

/**
 * Cluster bootstrap: an interval for any statistic when one account renews several times.
 *
 * For: rows of one account are alike, so that treating them as independent makes every interval too narrow.
 * Formula: draw accounts with replacement, separately among those that ever churned and those that never did, keep all
 * rows of each as often as it was drawn, and take the percentiles of the statistic. With one row an account this is
 * the stratified bootstrap of pROC.
 * Edges: the statistic itself is null: null; over a tenth of the replicates fail: no interval, `degenerate`; all
 * replicates equal: `degenerate`. Same seed, same bits.
 * Source: B. Efron, R. Tibshirani 1993; C. Field, A. Welsh 2007 for clusters. Cost: replicates * the statistic's.
 *
 * @param statistic given how often each row was drawn (1 for all gives the estimate); null where it can't be had
 * @param rows the account of each row, any numbers, and its outcome
 * @example clusterBootstrap((times) => areaOfBlocks(blocks(churned, times)), { accounts, churned }, { seed: 7 })
 */
export function clusterBootstrap(
  statistic: (timesDrawn: Float64Array) => number | null,
  { accounts, churned }: { accounts: Uint32Array; churned: Uint8Array },
  { seed = 1, replicates = 2000, confidence = 0.95 }: BootstrapOptions = {},
): BootstrapEstimate {
  assertSameLength(accounts, churned);
  const counts = countClasses(churned);
  const strata = strataOf(accounts, churned);
  const facts = { replicates, seed, accounts: strata.sizes[0] + strata.sizes[1] };
  const value = usable(statistic(new Float64Array(churned.length).fill(1)));
  if (value === null) {
    return {
      ...withheld(counts, counts.n === 0 ? 'empty' : 'degenerate'),
      standardError: null,
      failed: 0,
      ...facts,
    };
  }
  const draws = drawReplicates(statistic, strata, { seed, replicates });
  const failed = replicates - draws.length;
  const constant = draws.length === 0 || draws[0] === draws.at(-1);
  if (constant || draws.length < LEAST_SUCCESS * replicates) {
    return { ...withoutInterval(counts, value, 'degenerate'), standardError: null, failed, ...facts };
  }
  const tail = (1 - confidence) / 2;
  const ci = [quantileOfSorted(draws, tail), quantileOfSorted(draws, 1 - tail)] as const;
  const standardError = Math.sqrt(meanAndVariance(draws).variance);
  return { ...estimate(counts, value, ci), standardError, failed, ...facts };
}

/** Accounts by place: those that ever churned first, which are drawn among each other, as the rest is. */
interface Strata {
  /** Place of each row's account. */
  readonly placeOf: Uint32Array;
  readonly sizes: readonly [ever: number, never: number];
}

function strataOf(accounts: Uint32Array, churned: Uint8Array): Strata {
  const ever = new Map<number, boolean>();
  for (const [row, account] of accounts.entries())
    ever.set(account, ever.get(account) === true || churned[row] === 1);
  const those = [...ever.keys()].filter((account) => ever.get(account));
  const others = [...ever.keys()].filter((account) => !ever.get(account));
  const places = new Map([...those, ...others].map((account, place) => [account, place]));
  return {
    placeOf: accounts.map((account) => places.get(account) as number),
    sizes: [those.length, others.length],
  };
}

/** The statistic of each replicate that had one, ascending. */
function drawReplicates(
  statistic: (timesDrawn: Float64Array) => number | null,
  { placeOf, sizes: [ever, never] }: Strata,
  { seed, replicates }: { seed: number; replicates: number },
): Float64Array {
  const prng = createPrng(seed);
  const ofAccount = new Float64Array(ever + never);
  const timesDrawn = new Float64Array(placeOf.length);
  const draws: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    ofAccount.fill(0);
    drawAccounts(ofAccount.subarray(0, ever), prng);
    drawAccounts(ofAccount.subarray(ever), prng);
    for (let row = 0; row < placeOf.length; row += 1)
      timesDrawn[row] = ofAccount[placeOf[row] as number] as number;
    const value = usable(statistic(timesDrawn));
    if (value !== null) draws.push(value);
  }
  return Float64Array.from(draws).sort();
}

/** Draws as many accounts as there are, and counts how often each. */
function drawAccounts(times: Float64Array, prng: Prng): void {
  for (let draw = 0; draw < times.length; draw += 1) {
    const account = prng.below(times.length);
    times[account] = (times[account] as number) + 1;
  }
}

function usable(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
