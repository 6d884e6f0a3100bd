import { type Problem, problem } from '../../errors.ts';
import type { Manifest } from './manifest.ts';
import { type MergedTable, mergedTables } from './merged-tables.ts';
import type { PublishedTable } from './published-table.ts';
import { publishedType } from './published-type.ts';

/**
 * What would break a reader of the tables that are published already in this major version: a table or column that is gone,
 * a column of another type, another key. Columns and tables may be added freely.
 */
export function breakingChanges(
  published: readonly Manifest[],
  version: number,
  next: readonly PublishedTable[],
): Problem[] {
  return mergedTables(published, version)
    .filter((table) => !table.servingOnly)
    .flatMap((before) => {
      const after = next.find((table) => table.name === before.name);
      const details = after ? changesOf(before, after) : ['the table is gone'];
      return details.map((detail) =>
        problem('breakingSchema', { table: before.name, version, detail }, { hint: wayOut(version) }),
      );
    });
}

function wayOut(version: number): string {
  return `put it back as it was (a column may be null throughout), or set publish.version: ${version + 1} in pipeline.yml: new days then lie under v=${version + 1}, and readers have to follow`;
}

function changesOf(before: MergedTable, after: PublishedTable): string[] {
  const types = new Map(after.columns.map((column) => [column.name, publishedType(column.type)]));
  const key =
    before.key.join() === after.key.join()
      ? []
      : [`its key was (${before.key.join(', ')}) and is (${after.key.join(', ')})`];
  const columns = before.columns.flatMap(({ name, type }) => {
    const now = types.get(name);
    if (now === undefined) return [`column "${name}" is gone`];
    return now === type
      ? []
      : [`column "${name}" was ${type} and is ${now ?? 'of a type that is not published'}`];
  });
  return [...key, ...columns];
}
