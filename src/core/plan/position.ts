/** Line and column, from 1, of a character offset in a text. */
export function position(text: string, offset: number | null): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, Math.min(offset ?? 0, text.length)));
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: before.length - lastBreak };
}

/** The character offset of a line and column, the other way round. */
export function offsetAt(text: string, line: number, column: number): number {
  const before = text.split('\n').slice(0, line - 1);
  return before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
}
