import type { SeedDefinition } from '../config/project.ts';
import { rawColumns } from '../config/raw-columns.ts';
import type { SourceDefinition } from '../config/source-definition.ts';
import { identifier } from './quote.ts';

/** A query with a raw relation's columns and types and no rows. */
export function emptyRaw(source: SourceDefinition): string {
  return emptyQuery(rawColumns(source));
}

/** A query with a seed's columns and types and no rows. */
export function emptySeed(seed: SeedDefinition): string {
  return emptyQuery(seed.columns);
}

/** A query with these columns and types and no rows. */
export function emptyQuery(columns: readonly { name: string; type: string }[]): string {
  const list = columns.map(({ name, type }) => `cast(null as ${type}) as ${identifier(name)}`);
  return `select ${list.join(', ')} where false`;
}
