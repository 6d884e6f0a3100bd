import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import { HoldfastError } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { ExtractContext } from './extract-context.ts';
import { sameVersion, versionOf } from './file-version.ts';
import type { FoundFile } from './find-files.ts';
import type { Layout } from './layout.ts';
import { layoutOf } from './layout-of.ts';
import { mapInParallel } from './map-in-parallel.ts';

/** What a source knows of one path: the file that lies there, the ledger's row of it, or both. */
export type KnownFile = {
  readonly path: string;
  readonly fileDate: string | null;
  /** Its hash, where it is known already or had to be. */
  readonly sha256: string | null;
} /** Its bytes are those of the ledger; `touched` where only its time differs. */ & (
  | { readonly kind: 'known'; readonly touched: boolean; readonly file: FoundFile; readonly row: FilesRow }
  | { readonly kind: 'absent'; readonly file: null; readonly row: FilesRow }
  | {
      readonly kind: 'candidate';
      readonly file: FoundFile;
      /** Null for a new file; a changed one has a row. */
      readonly row: FilesRow | null;
      readonly content: Content;
    }
);
export type Candidate = Extract<KnownFile, { kind: 'candidate' }>;

/** What the beginning of a file says. `failure` is raised when its turn comes, so that the files before it are loaded. */
export type Content =
  | { readonly is: 'rows'; readonly layout: Layout }
  | { readonly is: 'empty' }
  | { readonly is: 'failure'; readonly failure: HoldfastError };

/**
 * Compares the files of a source with its ledger: size and time (or ETag) first, so that a night costs what is new; a file that was only
 * touched is recognised by its hash. New and changed files are opened for their beginning.
 */
export async function recogniseFiles(
  context: ExtractContext,
  session: Session,
  source: SourceDefinition,
  { found, ledger }: { found: readonly FoundFile[]; ledger: ReadonlyMap<string, FilesRow> },
): Promise<KnownFile[]> {
  const known = await mapInParallel(found, (file) =>
    recognise(context, session, source, { file, row: ledger.get(file.path) ?? null }),
  );
  const paths = new Set(found.map((file) => file.path));
  for (const row of ledger.values()) {
    if (!paths.has(row.path))
      known.push({
        kind: 'absent',
        path: row.path,
        fileDate: row.file_date,
        sha256: row.sha256,
        file: null,
        row,
      });
  }
  return known;
}

async function recognise(
  context: ExtractContext,
  session: Session,
  source: SourceDefinition,
  { file, row }: { file: FoundFile; row: FilesRow | null },
): Promise<KnownFile> {
  const { path, fileDate } = file;
  if (row !== null && sameVersion(versionOf(file), row))
    return { kind: 'known', touched: false, path, fileDate, sha256: row.sha256, file, row };
  const sha256 = row?.size === file.size ? await context.files.sha256(path) : null;
  if (row !== null && sha256 === row.sha256)
    return { kind: 'known', touched: true, path, fileDate, sha256, file, row };
  const content = await contentOf(context, session, source, file);
  return { kind: 'candidate', path, fileDate, sha256, file, row, content };
}

/** Looks into the beginning of a file. */
export async function contentOf(
  context: ExtractContext,
  session: Session,
  source: SourceDefinition,
  file: FoundFile,
): Promise<Content> {
  try {
    const layout = await layoutOf(context.files, session, source, file);
    return layout === null ? { is: 'empty' } : { is: 'rows', layout };
  } catch (error) {
    if (!(error instanceof HoldfastError) || context.signal?.aborted) throw error;
    return { is: 'failure', failure: error };
  }
}
