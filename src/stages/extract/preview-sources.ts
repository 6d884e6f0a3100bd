import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { ExtractContext } from './extract-context.ts';
import { sameVersion, versionOf } from './file-version.ts';
import { type FoundFile, findFiles, listOnce } from './find-files.ts';
import { layoutOf } from './layout-of.ts';
import { isLoadedAs } from './prepare-source.ts';
import { stageBatch } from './stage-batch.ts';

/** A file whose rows a run would load. */
export interface FileNews {
  readonly source: string;
  readonly path: string;
  /** `redeclared`: its source is declared otherwise than when it was loaded. */
  readonly change: 'new' | 'changed' | 'redeclared';
  /** No row of it became known before this; null where that shows only once it is loaded. */
  readonly knownFrom: string | null;
}

/** Larger files are not read to find out from when their rows were known. */
const MOST_BYTES = 256 << 20;

/**
 * Which files an extract would load, by their names, sizes and times (or ETags) against the ledger; hashes only where a size alone can't
 * tell. Loads nothing: new files are read once, in memory, for the first instant from which their rows were known.
 *
 * @param build the build file, open for reading; null where there is none, and every file is new
 */
export async function previewSources(
  context: ExtractContext,
  sources: readonly SourceDefinition[],
  build: Session | null,
): Promise<FileNews[]> {
  const ledger = build === null ? [] : await readLedger(build);
  const definitions = build === null ? [] : await readDefinitions(build);
  const list = listOnce(context.files);
  const news: FileNews[] = [];
  for (const source of sources) {
    const found = await findFiles(source, list);
    const rows = ledger.filter((row) => row.source === source.relation);
    const known = definitions.find((row) => row.source === source.relation)?.definition;
    const redeclared = known !== undefined && !isLoadedAs(source, known);
    for (const file of found) {
      const one = await newsOf(context, source, file, { rows, redeclared, peek: ledger.length > 0 });
      if (one) news.push(one);
    }
  }
  return news;
}

interface Known {
  readonly rows: readonly FilesRow[];
  readonly redeclared: boolean;
  /** Whether anything was loaded yet: otherwise everything is built, from whenever it was known. */
  readonly peek: boolean;
}

async function newsOf(
  context: ExtractContext,
  source: SourceDefinition,
  file: FoundFile,
  { rows, redeclared, peek }: Known,
): Promise<FileNews | null> {
  const { relation } = source;
  const { path } = file;
  const row = rows.find((candidate) => candidate.path === path);
  if (redeclared) return { source: relation, path, change: 'redeclared', knownFrom: null };
  if (row && sameVersion(versionOf(file), row)) return null;
  if (await hasKnownBytes(context, source, file, row === undefined ? rows : [row])) return null;
  const knownFrom = peek ? await firstKnown(context, source, file) : null;
  if (row === undefined) return { source: relation, path, change: 'new', knownFrom };
  const before = row.min_known_at;
  const first = knownFrom === null || (before !== null && before < knownFrom) ? before : knownFrom;
  return { source: relation, path, change: 'changed', knownFrom: knownFrom === null ? null : first };
}

/** The same bytes under the same path were only touched; of events, under another path they are the same events. */
async function hasKnownBytes(
  { files }: ExtractContext,
  source: SourceDefinition,
  file: FoundFile,
  rows: readonly FilesRow[],
): Promise<boolean> {
  const alike = rows.filter(
    (row) => row.size === file.size && (row.path === file.path || source.kind === 'events'),
  );
  if (alike.length === 0) return false;
  const sha256 = await files.sha256(file.path);
  return alike.some((row) => row.sha256 === sha256);
}

async function firstKnown(
  context: ExtractContext,
  source: SourceDefinition,
  file: FoundFile,
): Promise<string | null> {
  if (source.kind === 'full_export') return file.fileDate === null ? null : `${file.fileDate} 00:00:00`;
  if (file.size > MOST_BYTES) return null;
  const session = context.warehouse;
  try {
    const layout = await layoutOf(context.files, session, source, file);
    if (layout === null) return null;
    const none = { duplicateOf: null, sha256: null, previous: null, demoted: [], failure: null };
    const item = { file, layout, fileId: 0, generation: 0, becomes: 'loaded' as const, ...none };
    const { files } = await stageBatch(context, session, { source, layout, items: [item] });
    return files[0]?.minKnownAt ?? null;
  } catch {
    // What is wrong with it is for the run to say, with every detail.
    return null;
  }
}

async function readLedger(build: Session): Promise<readonly FilesRow[]> {
  return (await hasTable(build, 'files')) ? build.rows<FilesRow>('select * from build.meta.files') : [];
}

async function readDefinitions(build: Session): Promise<readonly { source: string; definition: string }[]> {
  return (await hasTable(build, 'sources'))
    ? build.rows('select source, definition from build.meta.sources')
    : [];
}

async function hasTable(build: Session, name: string): Promise<boolean> {
  const rows = await build.rows(
    `select 1 from duckdb_tables() where database_name = 'build' and schema_name = 'meta' and table_name = $1`,
    [name],
  );
  return rows.length > 0;
}
