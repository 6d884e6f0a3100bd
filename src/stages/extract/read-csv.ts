import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FileFormat } from '../../core/config/source-schema.ts';
import { readCsv } from '../../core/sql/extract-readers.ts';
import { fail } from '../../errors.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import { firstRecord } from './csv-record.ts';
import type { FoundFile } from './find-files.ts';
import { bindColumns, type Layout } from './layout.ts';
import { readHead } from './read-head.ts';

export type CsvFormat = Extract<FileFormat, { type: 'csv' }>;

/** The layout of a CSV file by the names in its header; null for a file without rows. */
export async function csvLayout(
  files: SourceFiles,
  source: SourceDefinition,
  file: FoundFile,
  format: CsvFormat,
): Promise<Layout | null> {
  const head = await readHead(
    files,
    { path: file.path, encoding: format.encoding },
    (text) => firstRecord(text, format)?.closed === true,
  );
  if (head.text.trim() === '') return null;
  const place = { file: file.path, line: 1 };
  if (/^[\r\n]/.test(head.text))
    fail(
      'unreadableFile',
      { path: file.path, detail: 'line 1 is blank, where its header should stand' },
      place,
    );
  const header = firstRecord(head.text, format);
  if (header === null)
    fail('unreadableFile', { path: file.path, detail: 'a quote that its header opens never closes' }, place);
  if (head.whole && head.text.slice(header.end).trim() === '') return null;
  return layoutOf(
    source,
    file,
    format,
    header.fields.map((name) => name.trim()),
  );
}

function layoutOf(
  source: SourceDefinition,
  file: FoundFile,
  format: CsvFormat,
  names: readonly string[],
): Layout {
  const raw = (index: number) => ({ raw: `c${index}`, native: 'VARCHAR' });
  const { bindings, unknown } = bindColumns(source, file, names, raw);
  return {
    key: JSON.stringify([format, names]),
    bindings,
    decimal: format.decimal,
    malformed: null,
    reader: (paths) => readCsv(paths, names.length, format),
    lenient: false,
    lines: { encoding: format.encoding, dialect: format, blankCounts: names.length === 1 },
    unknown,
  };
}
