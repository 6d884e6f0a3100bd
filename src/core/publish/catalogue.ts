import { compareText } from '../config/canonical-json.ts';
import { manifestKey } from './layout.ts';

/** One snapshot and where its manifest lies. */
export interface SnapshotReference {
  readonly snapshot_id: string;
  readonly version: number;
  readonly manifest: string;
  readonly manifest_sha256: string;
}

/** One published date: which snapshot stands for it. */
interface CatalogueEntry extends SnapshotReference {
  /** What readers saw of the date first; missing where the snapshot itself is that. */
  readonly first?: SnapshotReference;
}

/** _publish/catalogues/<sha256>.json: every published date at one moment. Written once; named by its own hash. */
export interface Catalogue {
  readonly format: 1;
  /** The catalogue that this one took the place of: earlier snapshots stay reachable along this chain. */
  readonly previous: string | null;
  readonly snapshots: Readonly<Record<string, CatalogueEntry>>;
}

/** _publish/latest.json. */
export interface Pointer {
  readonly format: 1;
  readonly catalogue: string;
}

/** _publish/readers.json: the catalogue that the readers' tables and the serving file show. */
export interface ReadersState {
  readonly format: 1;
  readonly catalogue: string;
  /** Dates whose readers' objects may be of another catalogue: a publish is at work on them, or was killed there. */
  readonly unfinished: readonly string[];
}

export interface NewSnapshot {
  readonly asOf: string;
  readonly snapshotId: string;
  readonly version: number;
  readonly manifestSha256: string;
}

/** The catalogue after one more snapshot; `before` is the one in force with its key, or null for an empty target. */
export function withSnapshot(
  before: { readonly key: string; readonly catalogue: Catalogue } | null,
  snapshot: NewSnapshot,
): Catalogue {
  const snapshots = before?.catalogue.snapshots ?? {};
  const entry = {
    snapshot_id: snapshot.snapshotId,
    version: snapshot.version,
    manifest: manifestKey(snapshot.snapshotId),
    manifest_sha256: snapshot.manifestSha256,
  };
  const first = firstOf(snapshots[snapshot.asOf]);
  const again = first === null || first.snapshot_id === entry.snapshot_id ? entry : { ...entry, first };
  return {
    format: 1,
    previous: before?.key ?? null,
    snapshots: { ...snapshots, [snapshot.asOf]: again },
  };
}

function firstOf(entry: CatalogueEntry | undefined): SnapshotReference | null {
  if (entry === undefined) return null;
  const { first, ...itself } = entry;
  return first ?? itself;
}

/** What readers saw first of the dates that were published again since, oldest date first. */
export function firstSnapshots({ snapshots }: Catalogue): SnapshotReference[] {
  return Object.keys(snapshots)
    .sort(compareText)
    .flatMap((date) => snapshots[date]?.first ?? []);
}

/** The published dates, oldest first. */
export function publishedDates(catalogue: Catalogue): string[] {
  return Object.keys(catalogue.snapshots).sort(compareText);
}

/** The dates for which two catalogues name different snapshots, or only one names any, oldest first. */
export function differingDates(a: Catalogue | null, b: Catalogue): string[] {
  const dates = new Set([...Object.keys(a?.snapshots ?? {}), ...Object.keys(b.snapshots)]);
  return [...dates]
    .filter((date) => a?.snapshots[date]?.snapshot_id !== b.snapshots[date]?.snapshot_id)
    .sort(compareText);
}
