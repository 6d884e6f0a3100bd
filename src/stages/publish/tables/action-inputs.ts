import type { Actions, AlertKind } from '../../../core/config/actions-schema.ts';
import type { Rule } from '../../../core/config/scorecard-schema.ts';
import { literal } from '../../../core/sql/quote.ts';
import type { TableInputs } from './table-inputs.ts';

/** What actions have to know of a scorecard. */
export interface WatchedScorecard {
  readonly name: string;
  /** Worst first, without `unknown`. */
  readonly bands: readonly string[];
  readonly scale: { readonly min: number; readonly max: number };
  readonly minimumCoverage: number;
  readonly rules: readonly Rule[];
}

export interface ActionInputs extends TableInputs {
  readonly scorecards: readonly WatchedScorecard[];
  readonly actions: Actions;
  /**
   * The calendar's dates up to the as-of date, and this itself, sorted. Nothing else is looked at, so that a day says the same
   * whatever other days happen to have been run.
   */
  readonly readings: readonly string[];
}

/** A CTE `readings`: as_of, reading_no from 1 on, and before_on, the calendar's date before; null for the first. */
export function readingsCte({ readings, asOf }: Pick<ActionInputs, 'readings' | 'asOf'>): string {
  const dates = readings.length === 0 ? [asOf] : readings;
  const rows = dates.map((date, i) => {
    const before = dates[i - 1];
    return `(date ${literal(date)}, ${i + 1}, ${before === undefined ? 'cast(null as date)' : `date ${literal(before)}`})`;
  });
  return `readings as (
    select * from (values ${rows.join(', ')}) as readings (as_of, reading_no, before_on)
  )`;
}

/** The scorecards whose turns are told. */
export function watchedCards({ scorecards, actions }: ActionInputs): readonly WatchedScorecard[] {
  const { scores } = actions.alerts;
  return scorecards.filter(({ name }) => scores === undefined || scores.includes(name));
}

export function isWanted({ actions }: ActionInputs, kind: AlertKind): boolean {
  return !actions.alerts.without.includes(kind);
}
