import type { LeftOut } from './pick-readings.ts';

/** Something that is judged by itself, over the decisions that count: higher is healthier, NaN where it had no value. */
export interface SubjectColumn {
  readonly measure: string;
  readonly values: Float64Array;
}

/** One measure of the decisions that count: its place on the scale, NaN where it was missing, stale or did not apply. */
export interface MeasureColumn extends SubjectColumn {
  /** 1 where it was known, 0 where it was missing or stale, NaN where it did not apply. */
  readonly known: Float64Array;
  /** The feature itself, NaN without one; words by number. */
  readonly raw: Float64Array;
}

/** A division of the decisions, such as by segment. */
export interface Grouping {
  /** Index into `names`; -1 where the decision has none. */
  readonly of: Int32Array;
  readonly names: readonly string[];
}

/** The decisions that count at one horizon, by columns, and how many do not. */
export interface StudyData {
  readonly horizon: number;
  /** All decisions there are: those counted here and those left out. */
  readonly decisions: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** Number of each decision among all. */
  readonly decisionRows: Int32Array;
  /** The score as it stood at the reading, higher is healthier. */
  readonly scores: Float64Array;
  /** The score before rules and before an override, and before an override alone; NaN where only that gave one. */
  readonly raw: Float64Array;
  readonly computed: Float64Array;
  /** Who had set the score by hand; null where nobody had. */
  readonly authors: readonly (string | null)[];
  /** 1 churned, 0 renewed in whatever size. */
  readonly churned: Uint8Array;
  /** Days since 1970: of the reading, of the decision, and the first whole day on which the outcome was known. */
  readonly readOn: Float64Array;
  readonly decidedOn: Float64Array;
  readonly knownOn: Float64Array;
  /** Cents a year before and after the decision; NaN where unknown. */
  readonly arrBefore: Float64Array;
  readonly arrAfter: Float64Array;
  /** Index into `bandNames`, as published on that day. */
  readonly bands: Uint8Array;
  /** Worst first. */
  readonly bandNames: readonly string[];
  /** Number of the account: the same account renews several times. */
  readonly accounts: Uint32Array;
  readonly segments: Grouping;
  /** By the lifecycle stage of the account at the reading. */
  readonly stages: Grouping;
  readonly measures: readonly MeasureColumn[];
  readonly dimensions: readonly SubjectColumn[];
}
