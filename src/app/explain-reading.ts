/** One account's reading on one day, as published: the columns of `scores` that an explanation shows. */
export interface PublishedReading {
  readonly account_id: string;
  readonly account_name: string | null;
  readonly as_of: string;
  readonly score_name: string;
  readonly owner: string | null;
  readonly segment: string | null;
  readonly lifecycle_stage: string | null;
  readonly arr: number | null;
  readonly currency: string | null;
  readonly renewal_date: string | null;
  readonly days_to_renewal: number | null;
  readonly score: number | null;
  /** The score as a mark, where the scorecard gives any. */
  readonly score_mark: string | null;
  readonly band: string;
  readonly raw_band: string;
  readonly band_reason: string;
  readonly previous_band: string | null;
  readonly coverage: number;
  readonly confidence: string;
  readonly score_low: number;
  readonly score_high: number;
  readonly scorecard_version: number;
  readonly scorecard_hash: string;
  readonly snapshot_id: string | null;
}

/** Published readings, and the calendar's readings that only the serving file holds, which are of the current scorecard. */
export const SOURCES = ['published', 'calendar'] as const;
export type Source = (typeof SOURCES)[number];

/** A reading, and which of the two it is. */
export interface Reading extends PublishedReading {
  readonly source: Source;
}

/** One line of what makes up a score: the columns of `score_measures`. */
export interface ScoreLine {
  readonly dimension: string | null;
  readonly item: string;
  readonly kind: 'base' | 'measure' | 'missing' | 'cap' | 'rule' | 'override' | 'rounding';
  /** A category's name where the measure has categories. */
  readonly raw_value: number | string | null;
  readonly scaled_value: number | null;
  readonly weight: number;
  /** Null where the score is withheld. */
  readonly points: number | null;
  readonly max_points: number | null;
  readonly state: 'present' | 'missing' | 'stale' | 'not_applicable' | 'capped';
}
