/** How a CSV quotes. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
}

export interface CsvRecord {
  readonly fields: readonly string[];
  /** Offset after the record, its line end included. */
  readonly end: number;
  /** False when the text stops before a line end. */
  readonly closed: boolean;
}

/** The first record of a text; null when the text stops inside of quotes. */
export function firstRecord(text: string, dialect: CsvDialect): CsvRecord | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const field = text[at] === dialect.quote ? quotedField(text, at, dialect) : plainField(text, at, dialect);
    if (field === null) return null;
    fields.push(field.value);
    if (text[field.end] === dialect.delimiter) {
      at = field.end + 1;
      continue;
    }
    return { fields, end: afterLineEnd(text, field.end), closed: field.end < text.length };
  }
}

function plainField(text: string, start: number, { delimiter }: CsvDialect): { value: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(start, end), end };
}

function quotedField(
  text: string,
  start: number,
  { quote, escape: escapedBy }: CsvDialect,
): { value: string; end: number } | null {
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at] ?? '';
    const escaped = character === escapedBy && (text[at + 1] === quote || text[at + 1] === escapedBy);
    if (escaped) {
      at += 1;
      value += text[at] ?? '';
    } else if (character === quote) {
      return { value, end: at + 1 };
    } else value += character;
  }
  return null;
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : Math.min(at + 1, text.length);
}
