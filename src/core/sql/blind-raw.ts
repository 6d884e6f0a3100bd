import type { SourceDefinition } from '../config/source-definition.ts';
import type { SourceColumn } from '../config/source-schema.ts';
import { identifier, literal, qualified } from './quote.ts';

/**
 * A raw relation as it stood at 00:00 UTC of a day, read from `from`. Events that happened or became known on or
 * after it are gone; of a history, what later exports showed. A column is believed as its source declares; one that
 * declares nothing is null, and so is a mutable one of a source of events.
 */
export function blindRaw(source: SourceDefinition, from: string, asOf: string): string {
  const day = `timestamp ${literal(`${asOf} 00:00:00`)}`;
  const columns = source.columns.map((column) => believedColumn(source, column, day));
  if (source.kind === 'events') {
    const happened = identifier(source.event_time ?? '_known_at');
    const own = ['_file_id', '_record', '_known_at'];
    return `select ${[...columns, ...own].join(', ')} from ${qualified(from)}
      where _known_at < ${day} and ${happened} < ${day}`;
  }
  const until = `case when valid_to < ${day} then valid_to end as valid_to`;
  return `select ${[...columns, 'valid_from', until].join(', ')} from ${qualified(from)} where valid_from < ${day}`;
}

function believedColumn(source: SourceDefinition, column: SourceColumn, day: string): string {
  const name = identifier(column.name);
  const conditions = believedIf(source, column, day);
  if (conditions.length === 0) return name;
  return `case when ${conditions.join(' and ')} then ${name} end as ${name}`;
}

/** What must hold for a column to be believed; nothing where it always is. A dating column may itself be dated. */
function believedIf(
  source: SourceDefinition,
  column: SourceColumn,
  day: string,
  seen: readonly string[] = [],
): string[] {
  const { believed, name } = column;
  if (seen.includes(name)) return [];
  if (believed === 'fixed' || isIdentity(source, name)) return [];
  if (believed === undefined) return ['false'];
  if (believed === 'history') return source.kind === 'full_export' ? [] : ['false'];
  const dating = source.columns.find((other) => other.name === believed.dated_by);
  const further = dating ? believedIf(source, dating, day, [...seen, name]) : ['false'];
  return [`cast(${identifier(believed.dated_by)} as timestamp) < ${day}`, ...further];
}

/** What makes a row the row that it is holds from its start. */
function isIdentity(source: SourceDefinition, column: string): boolean {
  const knownAt =
    typeof source.known_at === 'object' && 'column' in source.known_at ? source.known_at.column : undefined;
  return source.key.includes(column) || column === source.event_time || column === knownAt;
}

/** How many rows of a raw relation the cut of `blindRaw` hides or holds back from, as column rows. */
export function countHidden(source: SourceDefinition, from: string, asOf: string): string {
  const day = `timestamp ${literal(`${asOf} 00:00:00`)}`;
  const later =
    source.kind === 'events'
      ? `_known_at >= ${day} or ${identifier(source.event_time ?? '_known_at')} >= ${day}`
      : `valid_from >= ${day} or valid_to >= ${day}`;
  return `select count(*) as rows from ${qualified(from)} where ${later}`;
}
