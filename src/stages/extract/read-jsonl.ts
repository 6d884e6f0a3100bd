import type { SourceDefinition } from '../../core/config/source-definition.ts';
import { jsonField, jsonObjects, readLines } from '../../core/sql/extract-readers.ts';
import type { SourceFiles } from '../../ports/source-files.ts';
import type { FoundFile } from './find-files.ts';
import type { Layout } from './layout.ts';
import { readHead } from './read-head.ts';

/** Lines of the head that are looked through for fields which the source does not declare. */
const SAMPLE = 100;

/**
 * The layout of a file of JSON lines; null for a file without any. JSON may leave out a field, so no column is missing; a
 * field that no line of the sample declares to us is unknown.
 */
export async function jsonlLayout(
  files: SourceFiles,
  source: SourceDefinition,
  file: FoundFile,
): Promise<Layout | null> {
  const head = await readHead(files, { path: file.path, encoding: 'utf-8' }, () => true);
  if (head.text.trim() === '') return null;
  const names = source.columns.map((column) => column.from ?? column.name);
  return {
    key: 'jsonl',
    bindings: source.columns.map((column, i) => {
      const field = jsonField(names[i] ?? '');
      // Some systems write "" for no value; only a text can be empty and still be one.
      const raw = column.type === 'varchar' ? field : `nullif(${field}, '')`;
      return { column, raw, native: 'VARCHAR' };
    }),
    decimal: '.',
    malformed: { when: 'j is null', text: 'line', reason: 'malformed_json' },
    reader: (paths, strict) => jsonObjects(readLines(paths, strict), names),
    lenient: true,
    lines: { encoding: 'utf-8', dialect: null, blankCounts: false },
    unknown: unknownFields(head.text, names),
  };
}

function unknownFields(text: string, known: readonly string[]): string[] {
  const found = new Set<string>();
  for (const line of text.split('\n').slice(0, SAMPLE)) {
    for (const name of fieldsOf(line)) if (!known.includes(name)) found.add(name);
  }
  return [...found].sort();
}

function fieldsOf(line: string): string[] {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [];
  }
}
