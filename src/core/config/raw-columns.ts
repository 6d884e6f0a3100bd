import type { SourceDefinition } from './source-definition.ts';

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
