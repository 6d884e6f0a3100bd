import { compareText } from '../config/canonical-json.ts';
import type { Manifest, ManifestTable } from './manifest.ts';
import type { PublishedColumn } from './published-table.ts';

/** One published table over all dates: the columns of every snapshot, described as the latest one describes them. */
export interface MergedTable {
  readonly name: string;
  readonly description: string;
  readonly key: readonly string[];
  readonly columns: readonly PublishedColumn[];
  readonly servingOnly: boolean;
  /** Its objects, oldest date first. */
  readonly parts: readonly { readonly snapshotDate: string; readonly table: ManifestTable }[];
}

/**
 * The tables of the manifests of one major version, by name. Within a version columns are only ever added, so that the union
 * of all columns describes every date. A table that only the serving file shows keeps its latest part alone.
 */
export function mergedTables(manifests: readonly Manifest[], version: number): MergedTable[] {
  const newestFirst = manifests
    .filter((manifest) => manifest.version === version)
    .sort((a, b) => compareText(b.snapshot_date, a.snapshot_date));
  const parts = new Map<string, Parts>();
  for (const manifest of newestFirst) {
    for (const table of manifest.tables) {
      const part = { snapshotDate: manifest.snapshot_date, table };
      const known = parts.get(table.name);
      parts.set(table.name, known ? [...known, part] : [part]);
    }
  }
  return [...parts.values()].map(merge).sort((a, b) => compareText(a.name, b.name));
}

type Part = MergedTable['parts'][number];
/** Newest first. */
type Parts = readonly [Part, ...Part[]];

function merge(parts: Parts): MergedTable {
  const { name, description, key, path } = parts[0].table;
  const kept = path === null ? [parts[0]] : parts;
  const columns = new Map<string, PublishedColumn>();
  for (const { table } of kept) {
    for (const column of table.columns) if (!columns.has(column.name)) columns.set(column.name, column);
  }
  return {
    name,
    description,
    key,
    columns: [...columns.values()],
    servingOnly: path === null,
    parts: [...kept].reverse(),
  };
}
