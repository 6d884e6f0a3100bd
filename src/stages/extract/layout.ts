import { didYouMean } from '../../core/config/nearest.ts';
import type { SourceDefinition } from '../../core/config/source-definition.ts';
import type { ColumnBinding, StageInput } from '../../core/sql/extract-stage.ts';
import { HoldfastError, type Problem, problem } from '../../errors.ts';
import type { CsvDialect } from './csv-record.ts';
import type { FoundFile } from './find-files.ts';
import type { Encoding } from './read-head.ts';

/** How the rows of files with one and the same shape are read. */
export interface Layout {
  /** Files with equal keys can be read by one statement. */
  readonly key: string;
  readonly bindings: readonly ColumnBinding[];
  readonly decimal: '.' | ',';
  readonly malformed: StageInput['malformed'];
  /** The FROM item for local paths. `strict` false accepts what a second, lenient attempt may. */
  readonly reader: (localPaths: readonly string[], strict: boolean) => string;
  /** Whether a lenient attempt makes sense after the strict reader gave up. */
  readonly lenient: boolean;
  /** How to find the physical line of a record; null for a format without lines. */
  readonly lines: LineFormat | null;
  /** Names in the file that the source does not declare. */
  readonly unknown: readonly string[];
}

export interface LineFormat {
  readonly encoding: Encoding;
  /** Null where every line is a record: JSON lines. */
  readonly dialect: CsvDialect | null;
  /** Whether a blank line is a record, as it is in a CSV file of one column. */
  readonly blankCounts: boolean;
}

/**
 * Finds each declared column among a file's names: all that are missing, or there twice, in one go.
 * @throws HoldfastError columnMissing or columnTwice at line 1 of the file.
 */
export function bindColumns(
  source: SourceDefinition,
  file: FoundFile,
  names: readonly string[],
  raw: (index: number) => { readonly raw: string; readonly native: string },
): { bindings: ColumnBinding[]; unknown: string[] } {
  const wanted = new Set(source.columns.map((column) => column.from ?? column.name));
  const unknown = names.filter((name) => name !== '' && !wanted.has(name));
  const problems: Problem[] = [];
  const at = { file: file.path, line: 1 };
  const bindings = source.columns.map((column): ColumnBinding => {
    const name = column.from ?? column.name;
    const index = names.indexOf(name);
    if (index !== names.lastIndexOf(name)) problems.push(problem('columnTwice', { column: name }, at));
    if (index >= 0) return { column, ...raw(index) };
    if (!column.optional) {
      const hint = didYouMean(name, unknown) ?? `there are: ${shown(names)}`;
      problems.push(problem('columnMissing', { column: name, source: source.relation }, { ...at, hint }));
    }
    return { column, raw: null, native: 'VARCHAR' };
  });
  if (problems.length > 0) throw new HoldfastError(problems);
  return { bindings, unknown };
}

/** A header of a broken file can be as long as the file. */
function shown(names: readonly string[]): string {
  const some = names.slice(0, 30).map((name) => name.slice(0, 60));
  return names.length > some.length
    ? `${some.join(', ')} and ${names.length - some.length} more`
    : some.join(', ');
}
