import type { SourceDefinition } from '../../core/config/source-definition.ts';
import { readParquet } from '../../core/sql/extract-readers.ts';
import { identifier } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { FoundFile } from './find-files.ts';
import { bindColumns, type Layout } from './layout.ts';
import { unreadable } from './unreadable.ts';

interface ParquetColumn {
  readonly column_name: string;
  readonly column_type: string;
}

/** The layout of a Parquet file by the names in its schema; null for a file without rows. */
export async function parquetLayout(
  files: SourceFiles,
  session: Session,
  source: SourceDefinition,
  file: FoundFile,
): Promise<Layout | null> {
  const { columns, rows } = await describe(session, file, await files.localPath(file.path)).finally(() =>
    files.release(file.path),
  );
  if (rows === 0) return null;
  const names = columns.map((column) => column.column_name);
  // Which file a row is of would be read from that column.
  if (names.includes('file_index'))
    fail('unreadableFile', { path: file.path, detail: 'it has a column "file_index"' }, { file: file.path });
  const raw = (index: number) => ({
    raw: identifier(names[index] ?? ''),
    native: columns[index]?.column_type ?? 'VARCHAR',
  });
  const { bindings, unknown } = bindColumns(source, file, names, raw);
  return {
    key: JSON.stringify(columns.map((column) => [column.column_name, column.column_type])),
    bindings,
    decimal: '.',
    malformed: null,
    reader: readParquet,
    lenient: false,
    lines: null,
    unknown,
  };
}

async function describe(
  session: Session,
  file: FoundFile,
  localPath: string,
): Promise<{ columns: readonly ParquetColumn[]; rows: number }> {
  const reader = readParquet([localPath]);
  try {
    const columns = await session.rows<ParquetColumn>(`describe select * from ${reader}`);
    const [count] = await session.rows<{ n: number }>(`select count(*) as n from ${reader}`);
    return { columns, rows: count?.n ?? 0 };
  } catch (error) {
    throw unreadable(file.path, localPath, error);
  }
}
