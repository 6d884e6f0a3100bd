/** A value as a table's row holds it; days are text. */
type OutboxValue = string | number | boolean | null;
export type OutboxRow = Readonly<Record<string, OutboxValue>>;

/** What makes a spreadsheet take a cell for a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n]/;

/** One JSON object a line, with the columns in their order. No rows give an empty text. */
export function outboxJsonl(columns: readonly string[], rows: readonly OutboxRow[]): string {
  return rows
    .map((row) => `${JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name] ?? null])))}\n`)
    .join('');
}

/**
 * A table by RFC 4180: a header, CRLF after each line, nothing where there is no value. Text that a spreadsheet would run as a
 * formula stands behind an apostrophe; numbers are no text, and keep their sign.
 */
export function outboxCsv(columns: readonly string[], rows: readonly OutboxRow[]): string {
  const lines = [columns.map(quoted), ...rows.map((row) => columns.map((name) => cell(row[name] ?? null)))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

function cell(value: OutboxValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return quoted(FORMULA.test(value) ? `'${value}` : value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
