import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FileFormat } from '../../core/config/source-schema.ts';
import { readCsv } from '../../core/sql/extract-readers.ts';
import { fail } from '../../errors.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import { type CsvRecord, firstRecord } from './csv-record.ts';
import type { FoundFile } from './find-files.ts';
import { bindColumns, type Layout } from './layout.ts';
import { type Head, readHead } from './read-head.ts';

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
  const header = firstRecord(head.text, format);
  // A slice of a text keeps all of the text: held by 350 layouts, a megabyte for the names of each.
  const names = structuredClone((header?.fields ?? []).map((name) => name.trim()));
  const refused = headerTrouble(head, header, format);
  if (refused !== null)
    fail('unreadableFile', { path: file.path, ...refused }, { file: file.path, line: 1, hint: refused.hint });
  // Before rows are looked for: the page of an error has none, and is no empty export.
  const layout = layoutOf(source, file, format, names);
  return head.whole && head.text.slice(header?.end ?? 0).trim() === '' ? null : layout;
}

/** Why a header can't be one, before anyone looks for columns in it. */
function headerTrouble(
  head: Head,
  header: CsvRecord | null,
  { encoding }: CsvFormat,
): { detail: string; hint?: string } | null {
  if (/^[\r\n]/.test(head.text)) return { detail: 'line 1 is blank, where its header should stand' };
  if (header === null) return { detail: 'a quote that its header opens never closes' };
  if (!header.closed && !head.whole) return { detail: 'its header does not end within the first megabyte' };
  // What the decoder puts in the place of bytes that are no text.
  if (header.fields.some((name) => name.includes('\ufffd')))
    return { detail: `its header is no ${encoding} text`, hint: 'say which encoding it has in format' };
  return null;
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
