import { addDays, daysBetween } from '../../core/config/days.ts';
import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import { type Problem, problem } from '../../errors.ts';
import { counts } from './ledger.ts';

/** How new a source is as of a day. */
export interface Freshness {
  /** Day of the newest file or event before the as-of date; null if there is none. */
  readonly newest: string | null;
  /** Whole days from there to the as-of date. */
  readonly days: number | null;
}

/** Judged by what lies before the as-of date only, so that an old day is judged today as it was then. */
export function freshnessOf(rows: Iterable<FilesRow>, asOf: string): Freshness {
  let newest: string | null = null;
  for (const row of rows) {
    if (!counts(row)) continue;
    for (const day of [row.file_date, lastEventDay(row, asOf)])
      if (day !== null && day < asOf && (newest === null || day > newest)) newest = day;
  }
  return { newest, days: newest === null ? null : daysBetween(newest, asOf) };
}

export function isOlder(days: number | null, limit: number | undefined): boolean {
  return limit !== undefined && days !== null && days > limit;
}

/** Says what is missing and since when, where a source has nothing as new as `fail_after_days` asks for. */
export function lateProblem(source: SourceDefinition, { newest, days }: Freshness): Problem[] {
  const limit = source.freshness?.fail_after_days;
  if (limit === undefined || newest === null || !isOlder(days, limit)) return [];
  const due = addDays(newest, limit + 1);
  return [problem('exportLate', { source: source.relation, newest, due }, { file: source.file })];
}

/** Of a file whose events span the as-of date, some happened on the day before it, as far as the ledger knows. */
function lastEventDay({ min_event_at: first, max_event_at: last }: FilesRow, asOf: string): string | null {
  if (first === null || last === null || first.slice(0, 10) >= asOf) return null;
  if (last.slice(0, 10) < asOf) return last.slice(0, 10);
  return addDays(asOf, -1);
}
