import type { LeftOut } from './pick-readings.ts';

/** One measure of the decisions that count: its place on the scale, NaN where it was missing, stale or did not apply. */
export interface MeasureColumn {
  readonly measure: string;
  readonly values: Float64Array;
}

/** The decisions that count at one horizon, by columns, and how many do not. */
export interface StudyData {
  readonly horizon: number;
  /** All decisions there are: those counted here and those left out. */
  readonly decisions: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** The score as it stood at the reading, higher is healthier. */
  readonly scores: Float64Array;
  /** 1 churned, 0 renewed in whatever size. */
  readonly churned: Uint8Array;
  /** Index into `bandNames`, as published on that day. */
  readonly bands: Uint8Array;
  /** Worst first. */
  readonly bandNames: readonly string[];
  /** Number of the account: the same account renews several times. */
  readonly accounts: Uint32Array;
  /** Index into `segmentNames`; -1 where the decision has none. */
  readonly segments: Int32Array;
  readonly segmentNames: readonly string[];
  readonly measures: readonly MeasureColumn[];
}
