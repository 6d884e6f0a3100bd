import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { FoundFile } from './find-files.ts';
import type { Layout } from './layout.ts';
import { csvLayout } from './read-csv.ts';
import { fixedWidthLayout } from './read-fixed-width.ts';
import { jsonlLayout } from './read-jsonl.ts';
import { parquetLayout } from './read-parquet.ts';

/** How to read a file, from its beginning; null when there are no rows in it. */
export async function layoutOf(
  files: SourceFiles,
  session: Session,
  source: SourceDefinition,
  file: FoundFile,
): Promise<Layout | null> {
  const { format, size } = file;
  if (size === 0) return null;
  switch (format.type) {
    case 'csv':
      return csvLayout(files, source, file, format);
    case 'fixed_width':
      return fixedWidthLayout(source, file, format);
    case 'jsonl':
      return jsonlLayout(files, source, file);
    case 'parquet':
      return parquetLayout(files, session, source, file);
  }
}
