import { type Problem, problem } from '../../errors.ts';
import { didYouMean } from './nearest.ts';
import type { SourceDefinition } from './source-definition.ts';
import { pathText, type YamlDocument, type YamlPath } from './yaml-document.ts';

/** What the schema alone can't say of a source: its names must be columns, and its kind must have what it needs. */
export function checkSource(source: SourceDefinition, document: YamlDocument, at: YamlPath): Problem[] {
  const names = source.columns.map((column) => column.name);
  const unknown = (column: string, path: YamlPath): Problem[] => {
    if (names.includes(column)) return [];
    const detail = `"${column}" is not a column of ${source.relation}`;
    return [
      problem(
        'configInvalid',
        { path: pathText(path), detail },
        { ...document.place(path), hint: didYouMean(column, names) },
      ),
    ];
  };
  const invalid = (path: YamlPath, detail: string): Problem[] => [
    problem('configInvalid', { path: pathText(path), detail }, document.place(path)),
  ];
  const twice = names.findIndex((column, index) => names.indexOf(column) !== index);
  const knownAt =
    typeof source.known_at === 'object' && 'column' in source.known_at ? source.known_at.column : undefined;
  return [
    ...source.key.flatMap((column, i) => unknown(column, [...at, 'key', i])),
    ...(source.event_time === undefined ? [] : unknown(source.event_time, [...at, 'event_time'])),
    ...(knownAt === undefined ? [] : unknown(knownAt, [...at, 'known_at', 'column'])),
    ...source.columns.flatMap((column, i) =>
      typeof column.believed === 'object'
        ? unknown(column.believed.dated_by, [...at, 'columns', i, 'believed', 'dated_by'])
        : [],
    ),
    ...(twice < 0
      ? []
      : invalid([...at, 'columns', twice, 'name'], `"${names[twice] ?? ''}" is declared twice`)),
    ...typeProblems(source, at, invalid),
    ...reservedNames(source, at, invalid),
    ...kindProblems(source, at, invalid),
  ];
}

/** Names that the engine gives its own columns of a raw relation, or that the database keeps for itself. */
function reservedNames(
  source: SourceDefinition,
  at: YamlPath,
  invalid: (path: YamlPath, detail: string) => Problem[],
): Problem[] {
  const reserved = source.kind === 'events' ? ['rowid'] : ['rowid', 'valid_from', 'valid_to'];
  return source.columns.flatMap(({ name }, i) =>
    reserved.includes(name)
      ? invalid(
          [...at, 'columns', i, 'name'],
          `"${name}" is the engine's own: give it another name and say from`,
        )
      : [],
  );
}

/** Instants must be dates or timestamps, and bounds must be of their column's kind. */
function typeProblems(
  source: SourceDefinition,
  at: YamlPath,
  invalid: (path: YamlPath, detail: string) => Problem[],
): Problem[] {
  const { known_at: knownAt, event_time: eventTime } = source;
  const dating = (column: string | undefined, path: YamlPath) => {
    const type = source.columns.find(({ name }) => name === column)?.type ?? 'date';
    return isInstant(type) ? [] : invalid(path, `"${column}" is ${type}, not a date or a timestamp`);
  };
  const known = typeof knownAt === 'object' && 'column' in knownAt ? knownAt.column : undefined;
  return [
    ...dating(eventTime, [...at, 'event_time']),
    ...dating(known, [...at, 'known_at', 'column']),
    ...source.columns.flatMap((column, i) =>
      (['min', 'max'] as const).flatMap((bound) => {
        const value = column[bound];
        if (value === undefined || (typeof value === 'string' ? isInstant : isNumber)(column.type)) return [];
        return invalid(
          [...at, 'columns', i, bound],
          `${JSON.stringify(value)} is no bound for ${column.type}`,
        );
      }),
    ),
  ];
}

const isInstant = (type: string) => type === 'date' || type === 'timestamp';
const isNumber = (type: string) => /^(integer|bigint|double|decimal)/.test(type);

function kindProblems(
  source: SourceDefinition,
  at: YamlPath,
  invalid: (path: YamlPath, detail: string) => Problem[],
): Problem[] {
  if (source.kind === 'events') {
    return source.event_time === undefined
      ? invalid([...at, 'kind'], 'a source of events needs event_time')
      : [];
  }
  return source.files.flatMap((file, i) =>
    /\{(date|month)\}/.test(file.path)
      ? []
      : invalid(
          [...at, 'files', i, 'path'],
          'a full export needs {date} or {month} in its path, the day it was seen; a single undated file is kind: events with an event_time',
        ),
  );
}
