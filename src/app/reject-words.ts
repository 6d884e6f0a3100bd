import type { ExtractReport } from '../stages/extract/extract-report.ts';
import { count } from './words.ts';

/** Rows of one source that were rejected for one reason. */
export interface RejectCount {
  /** raw.<system>__<name> */
  readonly source: string;
  readonly reason: string;
  readonly rows: number;
}

/** What a run rejected, most first. */
export function rejectCounts({ sources }: Pick<ExtractReport, 'sources'>): RejectCount[] {
  return sources
    .flatMap(({ source, rejects }) =>
      Object.entries(rejects).map(([reason, rows]) => ({ source, reason, rows })),
    )
    .sort((a, b) => b.rows - a.rows);
}

/** `21 duplicate_key in ravenstack__feature_usage`; beyond `most` kinds only how many there are. */
export function rejectWords(counts: readonly RejectCount[], most: number): string {
  const told = counts.length > most ? counts.slice(0, most - 1) : counts;
  const words = told.map(
    ({ source, reason, rows }) => `${count(rows)} ${reason} in ${source.replace(/^raw\./, '')}`,
  );
  const rest = counts.slice(told.length).reduce((sum, { rows }) => sum + rows, 0);
  return [...words, ...(rest === 0 ? [] : [`${count(rest)} others`])].join(', ');
}
