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
  const strata = rowsOfAccounts(accounts, churned);
  const facts = { replicates, seed, accounts: strata.reduce((total, stratum) => total + stratum.length, 0) };
  const value = usable(statistic(new Float64Array(churned.length).fill(1)));
  if (value === null) {
    return {
      ...withheld(counts, counts.n === 0 ? 'empty' : 'degenerate'),
      standardError: null,
      failed: 0,
      ...facts,
    };
  }
  const draws = drawReplicates(statistic, strata, { seed, replicates, rows: churned.length });
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

/** Row numbers by account, those that ever churned apart from those that never did. */
function rowsOfAccounts(accounts: Uint32Array, churned: Uint8Array): number[][][] {
  const rows = new Map<number, { everChurned: boolean; rows: number[] }>();
  for (const [row, account] of accounts.entries()) {
    const known = rows.get(account) ?? { everChurned: false, rows: [] };
    known.everChurned ||= churned[row] === 1;
    known.rows.push(row);
    rows.set(account, known);
  }
  const all = [...rows.values()];
  const stratum = (ever: boolean) => all.filter((a) => a.everChurned === ever).map((a) => a.rows);
  return [stratum(true), stratum(false)];
}

/** The statistic of each replicate that had one, ascending. */
function drawReplicates(
  statistic: (timesDrawn: Float64Array) => number | null,
  strata: readonly (readonly (readonly number[])[])[],
  { seed, replicates, rows }: { seed: number; replicates: number; rows: number },
): Float64Array {
  const prng = createPrng(seed);
  const timesDrawn = new Float64Array(rows);
  const draws: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate += 1) {
    timesDrawn.fill(0);
    for (const stratum of strata) drawStratum(stratum, timesDrawn, prng);
    const value = usable(statistic(timesDrawn));
    if (value !== null) draws.push(value);
  }
  return Float64Array.from(draws).sort();
}

function drawStratum(accounts: readonly (readonly number[])[], timesDrawn: Float64Array, prng: Prng): void {
  for (let draw = 0; draw < accounts.length; draw += 1) {
    const rows = accounts[prng.below(accounts.length)] as readonly number[];
    for (const row of rows) timesDrawn[row] = (timesDrawn[row] as number) + 1;
  }
}

function usable(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
