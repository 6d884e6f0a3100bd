import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { literal } from '../core/sql/quote.ts';
import type { DemoContext } from './demo-context.ts';

/** How a file is written. `lines` takes one varchar column and writes it as it is, one row a line. */
export type FileStyle = 'csv' | 'semicolon_csv' | 'lines' | 'lines_gz' | 'parquet';

/** A character that no line holds: with it as delimiter and no quote, DuckDB's CSV writer copies text verbatim. */
const NEVER = '\u0001';
const VERBATIM = `format csv, header false, quote '', escape '', delimiter '${NEVER}'`;

const COPY_OPTIONS: Readonly<Record<FileStyle, string>> = {
  csv: 'format csv, header true',
  semicolon_csv: `format csv, header true, delimiter ';'`,
  lines: VERBATIM,
  lines_gz: `${VERBATIM}, compression gzip`,
  parquet: 'format parquet, compression zstd',
};

/**
 * Writes one file below the demo's folder from a query that orders its rows by a unique key, which is what makes the
 * bytes the same on any number of threads. Answers the rows written.
 */
export async function writeFile(
  context: DemoContext,
  path: string,
  style: FileStyle,
  query: string,
): Promise<number> {
  const target = join(context.folder, path);
  await mkdir(dirname(target), { recursive: true });
  return context.session.run(`copy (${query}) to ${literal(target)} (${COPY_OPTIONS[style]})`);
}

/** A row as one line of JSON, with a key per column of the same name. */
export function jsonLine(columns: readonly string[]): string {
  return `cast(to_json({${columns.map((column) => `'${column}': ${column}`).join(', ')}}) as varchar)`;
}

/** The byte-order mark that some systems begin their CSV with: it becomes part of the first header. */
export const BOM = '\ufeff';
