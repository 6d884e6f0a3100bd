import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FileStatus, FilesRow } from '../../core/sql/meta-tables.ts';
import type { HoldfastError } from '../../errors.ts';
import type { FoundFile } from './find-files.ts';
import type { Layout } from './layout.ts';

/** One file whose rows come, change or go. */
export interface LoadItem {
  readonly file: FoundFile;
  readonly fileId: number;
  readonly generation: number;
  /** How to read it; null for a file that brings no rows: it is empty now, or counts at another path. */
  readonly layout: Layout | null;
  /** What it will be in the ledger. */
  readonly becomes: FileStatus;
  /** Why it can't be read, found in its beginning. */
  readonly failure: HoldfastError | null;
  /** The path at which its bytes (of a full export: its day) count. */
  readonly duplicateOf: string | null;
  /** Its hash, where it had to be known before loading. */
  readonly sha256: string | null;
  /** Its row of the ledger so far. */
  readonly previous: FilesRow | null;
  /** Other files that stop to count because of this one, as the ledger will have them. */
  readonly demoted: readonly FilesRow[];
}

/** Files that are read by one statement and committed together. */
export interface Batch {
  readonly source: SourceDefinition;
  readonly layout: Layout | null;
  readonly items: readonly LoadItem[];
}

/** Small files share a statement and a commit; an interrupted run loses at most this much work. */
const MOST_FILES = 200;
const MOST_BYTES = 32 << 20;
/** How much larger a file is once unpacked, about. */
const GZIP = 8;
const PARQUET = 4;

/** Cuts the files of a source, in their order, into batches. A file that takes rows away is committed alone. */
export function makeBatches(source: SourceDefinition, items: readonly LoadItem[]): Batch[] {
  const batches: Batch[] = [];
  let open: LoadItem[] = [];
  let bytes = 0;
  const close = () => {
    if (open.length > 0) batches.push({ source, layout: open[0]?.layout ?? null, items: open });
    [open, bytes] = [[], 0];
  };
  for (const item of items) {
    const size = unpackedSize(item);
    const fits = open.length < MOST_FILES && bytes + size <= MOST_BYTES;
    const alike = item.layout?.key === open[0]?.layout?.key;
    if (!fits || !alike || standsAlone(item)) close();
    open.push(item);
    bytes += size;
    if (standsAlone(item)) close();
  }
  close();
  return batches;
}

function standsAlone(item: LoadItem): boolean {
  return item.layout === null || item.previous !== null || item.demoted.length > 0;
}

function unpackedSize({ file }: LoadItem): number {
  if (file.path.endsWith('.gz')) return file.size * GZIP;
  return file.format.type === 'parquet' ? file.size * PARQUET : file.size;
}
