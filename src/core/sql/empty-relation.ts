import type { SeedDefinition } from '../config/project.ts';
import type { SourceDefinition } from '../config/source-definition.ts';
import { identifier } from './quote.ts';

/** Name and SQL type of each column that a raw relation has: the declared ones, then the engine's own. */
export function rawColumns(source: SourceDefinition): { name: string; type: string }[] {
  const own =
    source.kind === 'events'
      ? [
          { name: '_file_id', type: 'integer' },
          { name: '_record', type: 'bigint' },
          { name: '_known_at', type: 'timestamp' },
        ]
      : [
          { name: 'valid_from', type: 'date' },
          { name: 'valid_to', type: 'date' },
        ];
  return [...source.columns.map(({ name, type }) => ({ name, type })), ...own];
}

/** A query with a raw relation's columns and types and no rows. */
export function emptyRaw(source: SourceDefinition): string {
  return emptyQuery(rawColumns(source));
}

/** A query with a seed's columns and types and no rows. */
export function emptySeed(seed: SeedDefinition): string {
  return emptyQuery(seed.columns);
}

function emptyQuery(columns: readonly { name: string; type: string }[]): string {
  const list = columns.map(({ name, type }) => `cast(null as ${type}) as ${identifier(name)}`);
  return `select ${list.join(', ')} where false`;
}
