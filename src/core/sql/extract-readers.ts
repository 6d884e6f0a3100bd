import type { FileFormat } from '../config/source-schema.ts';
import { fileLiteral, identifier, literal } from './quote.ts';

const list = (paths: readonly string[]) => `[${paths.map(fileLiteral).join(', ')}]`;

/**
 * CSV files of one header, every column as text under the name c<position>, so that no header can clash with anything. Rows
 * that the reader can't split go to reject_errors; the others keep their order.
 */
export function readCsv(
  paths: readonly string[],
  columns: number,
  format: Extract<FileFormat, { type: 'csv' }>,
): string {
  const names = Array.from({ length: columns }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  const options = [
    `columns = {${names}}`,
    'auto_detect = false, header = true, store_rejects = true, hive_partitioning = false',
    `delim = ${literal(format.delimiter)}, quote = ${literal(format.quote)}, escape = ${literal(format.escape)}`,
    `encoding = ${literal(format.encoding)}, nullstr = [${['', ...format.nulls].map(literal).join(', ')}]`,
  ];
  return `read_csv(${list(paths)}, ${options.join(', ')})`;
}

/**
 * Lines as they are, in the column `line`: the delimiter is a character that JSON can't hold. (The two characters '\0' would
 * split a Windows path.) `strict` false takes mixed line ends, which the strict reader refuses.
 */
export function readLines(paths: readonly string[], strict: boolean): string {
  const shape = `columns = {'line': 'VARCHAR'}, auto_detect = false, header = false, store_rejects = true`;
  const options = `hive_partitioning = false, delim = chr(1), quote = '', escape = '', strict_mode = ${strict}`;
  return `read_csv(${list(paths)}, ${shape}, ${options})`;
}

export function readParquet(paths: readonly string[]): string {
  return `read_parquet(${list(paths)}, hive_partitioning = false)`;
}

/** `line` as a struct of texts in the column `j`, null where it is no JSON object; blank lines are left out. */
export function jsonObjects(lines: string, names: readonly string[]): string {
  const shape = literal(JSON.stringify(Object.fromEntries(names.map((name) => [name, 'VARCHAR']))));
  const isObject = `json_valid(line) and (starts_with(line, '{') or starts_with(ltrim(line), '{'))`;
  return `(select json_transform(case when ${isObject} then line end, ${shape}) as j, line, file_index
    from ${lines} where ltrim(line) <> '')`;
}

/** Lines that are not blank, in the column `line`. */
export function filledLines(lines: string): string {
  return `(select line, file_index from ${lines} where ltrim(line) <> '')`;
}

/** The characters `first` to `last` of `line`, counted from 1, without the blanks around them; null where nothing else is there. */
export function fixedField([first, last]: readonly [number, number]): string {
  return `nullif(trim(substr(line, ${first}, ${last - first + 1})), '')`;
}

/** A field of `j`. */
export function jsonField(name: string): string {
  return `j.${identifier(name)}`;
}
