import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { FileFormat } from '../../core/config/source-schema.ts';
import { filledLines, fixedField, readLines } from '../../core/sql/extract-readers.ts';
import type { FoundFile } from './find-files.ts';
import { bindColumns, type Layout } from './layout.ts';

export type FixedWidthFormat = Extract<FileFormat, { type: 'fixed_width' }>;

/** The layout of a file whose fields stand at fixed places of each line. Nothing in the file names them: the declaration does. */
export function fixedWidthLayout(
  source: SourceDefinition,
  file: FoundFile,
  format: FixedWidthFormat,
): Layout {
  const fields = Object.entries(format.fields);
  const raw = (index: number) => ({ raw: fixedField(fields[index]?.[1] ?? [1, 1]), native: 'VARCHAR' });
  const names = fields.map(([name]) => name);
  const { bindings, unknown } = bindColumns(source, file, names, raw);
  const width = Math.max(...fields.map(([, [, last]]) => last));
  return {
    key: JSON.stringify(format),
    bindings,
    decimal: '.',
    // A number that was cut off would still be a number.
    malformed: { when: `length(line) < ${width}`, text: 'line', reason: 'malformed_row' },
    reader: (paths, strict) => filledLines(readLines(paths, strict)),
    lenient: true,
    lines: { encoding: 'utf-8', dialect: null, blankCounts: false },
    unknown,
  };
}
