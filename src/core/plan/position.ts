/** Line and column, from 1, of a character offset in a text. */
export function position(text: string, offset: number | null): { line: number; column: number } {
  const before = text.slice(0, Math.max(0, Math.min(offset ?? 0, text.length)));
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: before.length - lastBreak };
}
