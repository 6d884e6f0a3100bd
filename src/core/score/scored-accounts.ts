import type { PointSums } from './add-points.ts';
import type { Blend } from './blend-dimensions.ts';
import type { Limited } from './limits.ts';
import type { Reading } from './read-measure.ts';
import type { ScoreStep } from './rules.ts';
import type { DimensionSums } from './weigh-dimensions.ts';

/** What became of a measure on one row; the codes of `ScoredItem.state`. */
export const STATES = ['present', 'missing', 'stale', 'not_applicable', 'capped'] as const;
export type State = (typeof STATES)[number];
export const PRESENT = 0;
export const MISSING = 1;
export const STALE = 2;
export const NOT_APPLICABLE = 3;
export const CAPPED = 4;

/**
 * What a row of the explanation is. `base`: where the scale begins. `measure`: what a value gave. `missing`: what stands in
 * for a value that is not there. The others set right what caps, rules, overrides and rounding changed.
 */
export type ItemKind = 'base' | 'measure' | 'missing' | 'cap' | 'rule' | 'override' | 'rounding';

/** One line of the explanation, for all rows at once. Arrays are by row. */
export interface ScoredItem {
  /** Null for lines about the whole score. */
  readonly dimension: string | null;
  /** The measure's name, or what the line is about. */
  readonly item: string;
  readonly kind: ItemKind;
  /** model.column of the value behind it. */
  readonly feature: string | null;
  /** Place on the scale, in points of the scale; NaN where there is none. */
  readonly scaled: Float64Array;
  /** Stated share of the whole score; points = weight x scaled. */
  readonly weight: number;
  /** Share of the score that hangs on the value here, once the missing have given their weight away. */
  readonly weightInEffect: Float64Array;
  /** Ticks; WITHHELD where the account cannot be judged. */
  readonly points: Int32Array;
  readonly maxPoints: Int32Array;
  readonly state: Uint8Array;
}

/** Why a score is withheld; the codes of `ScoredAccounts.withheld`. */
export const WITHHELD_REASONS = ['none', 'coverage', 'blocked'] as const;

/** How much the missing could still change: nothing, the neighbouring band, or more. The codes of `confidence`. */
export const CONFIDENCE = ['high', 'medium', 'low'] as const;

/** Index of the band `unknown` in an array of band indexes. */
export const UNKNOWN_BAND = 255;

export interface ScoredAccounts {
  readonly rows: number;
  /** Ticks: ten-thousandths of a point of the scale. WITHHELD where too little is known. */
  readonly score: Int32Array;
  /** Ticks: the score if every missing measure stood at the worst, and at the best end of the scale. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** The score before an override: what the data say. */
  readonly computed: Int32Array;
  /** Index into the scorecard's bands, or UNKNOWN_BAND. */
  readonly rawBand: Uint8Array;
  /** Share of the weight that rests on values, 0 to 1. */
  readonly coverage: Float64Array;
  readonly confidence: Uint8Array;
  readonly withheld: Uint8Array;
  /** 1 where a rule changed the score or somebody set it by hand: the band follows at once, without waiting. */
  readonly decided: Uint8Array;
  /** What the scores were made of: `scoreItems` explains from it. */
  readonly basis: ScoringBasis;
}

/** The work behind the scores, kept so that the explanation need not repeat it. */
export interface ScoringBasis {
  readonly readings: readonly Reading[];
  readonly sums: readonly DimensionSums[];
  readonly blend: Blend;
  /** What limits changed; null for a scorecard without any. */
  readonly limited: Limited | null;
  /** What was added up instead of weighted; null for a weighted mean. */
  readonly byPoints: PointSums | null;
  /** Ticks above the scale's min, before the scale's step. */
  readonly raw: Int32Array;
  /** The score after the scale's step, before rules and the override, which are `steps`. */
  readonly rounded: Int32Array;
  readonly steps: readonly ScoreStep[];
}
