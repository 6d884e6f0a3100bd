/** A change of raw data: rows of `source` that became known from `knownFrom` on were added, removed or altered. */
export interface RawChange {
  readonly generation: number;
  readonly source: string;
  /** ISO timestamp or day, UTC. */
  readonly knownFrom: string;
}

export interface AsOfState {
  /** Fingerprint of the SQL that made the rows; null where nothing was made. */
  readonly fingerprint: string | null;
  /** Raw generation that the rows have seen. */
  readonly generation: number;
  readonly builtDates: readonly string[];
}

export interface DirtyDates {
  /** Nothing that stands in the table can stay: it was never made, or by other SQL. */
  readonly whole: boolean;
  /** Wanted dates that must be built, in order. */
  readonly build: readonly string[];
  /** Dates that stand in the table and can't stay: no longer right and not built now, or off the calendar and not wanted. */
  readonly drop: readonly string[];
}

export interface WantedDates {
  readonly dates: readonly string[];
  /** Whether a date that is not wanted now is a regular one, worth keeping while it is right. */
  readonly onCalendar: (date: string) => boolean;
}

/**
 * Which as-of dates of a model are not right: those never built, all of them once its SQL has changed, and every
 * date after the instant from which a change became known, because a row counts only for dates strictly after it.
 */
export function dirtyDates(
  wanted: WantedDates,
  state: AsOfState,
  node: { fingerprint: string; sources: readonly string[] },
  changes: readonly RawChange[],
): DirtyDates {
  if (state.fingerprint !== node.fingerprint) return { whole: true, build: wanted.dates, drop: [] };
  const sources = new Set(node.sources);
  const from = changes
    .filter((change) => change.generation > state.generation && sources.has(change.source))
    .reduce<string | null>(
      (first, { knownFrom }) => (first === null || knownFrom < first ? knownFrom : first),
      null,
    );
  const touched = (date: string): boolean => from !== null && `${date} 00:00:00` > from;
  const built = new Set(state.builtDates);
  const build = wanted.dates.filter((date) => !built.has(date) || touched(date));
  const useful = new Set(wanted.dates);
  const drop = state.builtDates.filter(
    (date) => !useful.has(date) && (touched(date) || !wanted.onCalendar(date)),
  );
  return { whole: false, build, drop };
}
