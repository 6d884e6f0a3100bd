import { HoldfastError, problem } from '../../errors.ts';
import { compareText } from '../config/canonical-json.ts';
import { dataKey, outboxKey, readersKey } from './layout.ts';
import type { PublishedColumn, PublishedTable } from './published-table.ts';
import type { Fingerprints } from './snapshot-id-text.ts';

/** A raw export that went into a snapshot; `path` is relative to the folder of the exports. */
export interface SnapshotInput {
  readonly source: string;
  readonly path: string;
  readonly sha256: string;
}

/** One table of one snapshot, as its manifest names it. */
export interface ManifestTable {
  readonly name: string;
  readonly description: string;
  readonly key: readonly string[];
  readonly columns: readonly PublishedColumn[];
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** The immutable object. */
  readonly object: string;
  /** The readers' object with the same bytes; null for a table that only the serving file shows. */
  readonly path: string | null;
}

/** One file of the outbox, as the manifest names it. */
interface ManifestFile {
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
  /** The immutable object. */
  readonly object: string;
  /** The readers' object with the same bytes. */
  readonly path: string;
}

/** _publish/manifests/<snapshot_id>.json: everything one snapshot is made of. Written once. */
export interface Manifest {
  readonly format: 1;
  readonly snapshot_id: string;
  readonly snapshot_date: string;
  readonly version: number;
  readonly fingerprints: Fingerprints;
  readonly inputs: readonly SnapshotInput[];
  /** Gates of the scorecards that failed and were allowed to, as score.gate; missing where all was well. */
  readonly allowed_gates?: readonly string[];
  readonly tables: readonly ManifestTable[];
  /** Missing in what was published before there were outboxes. */
  readonly outbox?: readonly ManifestFile[];
}

/** Every object that a snapshot is made of, with the readers' copy of it where there is one. */
export function objectsOf({
  tables,
  outbox = [],
}: Manifest): readonly Pick<ManifestTable, 'object' | 'path' | 'bytes' | 'sha256'>[] {
  return [...tables, ...outbox];
}

/** A table that lies in the staging folder, checked and hashed. */
export interface TableFacts {
  readonly table: PublishedTable;
  readonly servingOnly: boolean;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file of the outbox that lies in the staging folder. */
export interface OutboxFacts {
  /** <table>.<format> */
  readonly name: string;
  readonly format: 'csv' | 'jsonl';
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface SnapshotHead {
  readonly snapshotId: string;
  readonly asOf: string;
  readonly version: number;
  readonly fingerprints: Fingerprints;
  readonly inputs: readonly SnapshotInput[];
  readonly allowedGates?: readonly string[];
}

/**
 * The manifest of a snapshot: the same value for the same facts, whatever order they come in.
 * @throws HoldfastError pathEscapes when an input's path is absolute and would betray the machine.
 */
export function buildManifest(
  head: SnapshotHead,
  facts: readonly TableFacts[],
  outbox: readonly OutboxFacts[] = [],
): Manifest {
  refuseAbsolutePaths(head.inputs);
  return {
    format: 1,
    snapshot_id: head.snapshotId,
    snapshot_date: head.asOf,
    version: head.version,
    fingerprints: head.fingerprints,
    inputs: head.inputs
      .map(({ source, path, sha256 }) => ({ source, path, sha256 }))
      .sort((a, b) => compareText(a.source, b.source) || compareText(a.path, b.path)),
    ...(head.allowedGates?.length ? { allowed_gates: head.allowedGates } : {}),
    tables: facts.map((fact) => manifestTable(head, fact)).sort((a, b) => compareText(a.name, b.name)),
    ...(outbox.length > 0
      ? { outbox: outbox.map((fact) => manifestFile(head, fact)).sort((a, b) => compareText(a.path, b.path)) }
      : {}),
  };
}

function manifestTable(head: SnapshotHead, fact: TableFacts): ManifestTable {
  const { name, description, key, columns } = fact.table;
  return {
    name,
    description,
    key,
    columns,
    rows: fact.rows,
    bytes: fact.bytes,
    sha256: fact.sha256,
    object: dataKey(fact.sha256),
    path: fact.servingOnly ? null : readersKey(name, head.version, head.asOf),
  };
}

function manifestFile(
  { asOf }: SnapshotHead,
  { name, format, rows, bytes, sha256 }: OutboxFacts,
): ManifestFile {
  return { rows, bytes, sha256, object: dataKey(sha256, format), path: outboxKey(asOf, name) };
}

function refuseAbsolutePaths(inputs: readonly SnapshotInput[]): void {
  const escaping = inputs.filter(({ path }) => /^(?:[\\/]|[a-z]:|\.\.)/i.test(path));
  if (escaping.length > 0)
    throw new HoldfastError(escaping.map(({ path }) => problem('pathEscapes', { path })));
}
