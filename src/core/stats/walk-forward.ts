import { assertSameLength } from './assert-same-length.ts';
import type { Counts, Reason } from './estimate.ts';

/** Decisions as columns; days are any whole-day count, such as days since 1970. */
export interface DatedDecisions {
  /** Day of the decision. */
  readonly decidedOn: Float64Array;
  /** First day on which the outcome could be known. */
  readonly knownOn: Float64Array;
  readonly churned: Uint8Array;
}

/** One test window, and what may be learnt before it. Rows are numbers into the columns, ascending. */
export interface Fold {
  readonly testFrom: number;
  /** First day after the window. */
  readonly testUntil: number;
  readonly train: Uint32Array;
  readonly test: Uint32Array;
  /** Of the training rows. */
  readonly trained: Counts;
  /** Why the fold must be skipped: `insufficient` classes to learn from, or an `empty` test. */
  readonly reason: Reason | null;
}

export interface WalkForwardOptions {
  /** Windows are [starts[i], starts[i + 1]); the last start only ends the last window. Ascending. */
  readonly starts: readonly number[];
  /** Days between the last outcome that may be learnt from and the first test decision; at least the horizon. */
  readonly embargoDays: number;
  /** Churned, and renewed, decisions that a training window needs. */
  readonly leastEvents: number;
}

/**
 * Walk-forward folds: learn from what was known, test on what came after, window by window.
 *
 * Formula: test = decisions with starts[i] <= decidedOn < starts[i + 1]; train = decisions before starts[i] whose outcome
 * was known before starts[i] - embargo; never a row of the test, even if it gave notice early. Everything that is learnt (edges, means, weights, calibrator) is learnt in `train`.
 * An embargo of the horizon or more keeps outcomes out that were not known when the test's features were taken.
 * Edges: too few of either class in train: fold kept with reason `insufficient`; no test decision: `empty`.
 * Source: M. Lopez de Prado, "Advances in Financial Machine Learning", 2018, ch. 7 (purging and embargo).
 * Cost: O(windows * n).
 *
 * @example walkForward({ decidedOn, knownOn, churned }, { starts: quarterStarts, embargoDays: 90, leastEvents: 10 })
 */
export function walkForward(decisions: DatedDecisions, options: WalkForwardOptions): Fold[] {
  const { decidedOn, knownOn, churned } = decisions;
  assertSameLength(decidedOn, knownOn, churned);
  return options.starts.slice(0, -1).map((testFrom, window) => {
    const testUntil = options.starts[window + 1] as number;
    const train = rowsWhere(churned.length, (row) => {
      const known = (knownOn[row] as number) < testFrom - options.embargoDays;
      return known && (decidedOn[row] as number) < testFrom;
    });
    const test = rowsWhere(churned.length, (row) => {
      const day = decidedOn[row] as number;
      return day >= testFrom && day < testUntil;
    });
    const n1 = train.filter((row) => churned[row] === 1).length;
    const trained = { n: train.length, n1, n0: train.length - n1 };
    const tooFew = Math.min(trained.n1, trained.n0) < options.leastEvents;
    const reason = tooFew ? 'insufficient' : test.length === 0 ? 'empty' : null;
    return { testFrom, testUntil, train, test, trained, reason };
  });
}

function rowsWhere(length: number, holds: (row: number) => boolean): Uint32Array {
  const rows: number[] = [];
  for (let row = 0; row < length; row += 1) if (holds(row)) rows.push(row);
  return Uint32Array.from(rows);
}
