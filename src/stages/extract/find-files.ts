import { compareText } from '../../core/config/canonical-json.ts';
import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FileFormat } from '../../core/config/source-schema.ts';
import type { SourceFile, SourceFiles } from '../../ports/source-files.ts';
import { filePattern } from './file-pattern.ts';

/** A file that belongs to a source. */
export interface FoundFile extends SourceFile {
  /** The date in its name: YYYY-MM-DD, of a month the first day after it; null where the pattern has none. */
  readonly fileDate: string | null;
  readonly format: FileFormat;
}

export type ListFolder = (folder: string) => Promise<readonly SourceFile[]>;

/** Lists each folder once, however many sources look into it. */
export function listOnce(files: SourceFiles): ListFolder {
  const listed = new Map<string, Promise<readonly SourceFile[]>>();
  return (folder) => {
    const listing = listed.get(folder) ?? files.list(folder);
    listed.set(folder, listing);
    return listing;
  };
}

/** The files of a source, in the order in which they count. A file that several patterns match belongs to the first. */
export async function findFiles(source: SourceDefinition, list: ListFolder): Promise<FoundFile[]> {
  const byPath = new Map<string, FoundFile>();
  for (const { path: pattern, format } of source.files) {
    const { folder, match } = filePattern(pattern);
    for (const file of await list(folder)) {
      const fileDate = byPath.has(file.path) ? undefined : match(file.path);
      if (fileDate !== undefined) byPath.set(file.path, { ...file, fileDate, format });
    }
  }
  return [...byPath.values()].sort(inOrder);
}

/**
 * The order in which rows of several files count: file date (none before any), then path. Paths compare without their ending,
 * so that `invoices-corrected.csv` comes after `invoices.csv`, as whoever named it meant.
 */
export function inOrder(
  a: { readonly fileDate: string | null; readonly path: string },
  b: { readonly fileDate: string | null; readonly path: string },
): number {
  return (
    compareText(a.fileDate ?? '', b.fileDate ?? '') ||
    compareText(withoutEnding(a.path), withoutEnding(b.path)) ||
    compareText(a.path, b.path)
  );
}

function withoutEnding(path: string): string {
  return path.replace(/(\.(csv|tsv|txt|jsonl?|ndjson|parquet))?(\.gz)?$/i, '');
}
