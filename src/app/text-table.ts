/** How wide anything is that a person reads on a terminal. */
export const TEXT_WIDTH = 110;

export interface TextColumn {
  readonly head: string;
  readonly align?: 'left' | 'right';
  /** Longer values are cut with an ellipsis. */
  readonly max?: number;
}

/** Rows under their heads, columns two blanks apart, without trailing blanks; a table of no rows is its head. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  indent = '',
): string[] {
  const cut = rows.map((row) => columns.map(({ max }, i) => clip(row[i] ?? '', max)));
  const heads = columns.map(({ head, max }) => clip(head, max));
  const widths = heads.map((head, i) =>
    Math.max(lengthOf(head), ...cut.map((row) => lengthOf(row[i] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    (
      indent + cells.map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align === 'right')).join('  ')
    ).trimEnd();
  const withHeads = heads.some((head) => head !== '') ? [heads, ...cut] : cut;
  return withHeads.map(line);
}

/** A text that takes up at most `max` places. */
export function clip(text: string, max = Number.POSITIVE_INFINITY): string {
  const letters = [...text];
  return letters.length <= max ? text : `${letters.slice(0, max - 1).join('')}…`;
}

/** Places that a text takes up, as long as none of its letters is a wide one. */
export function lengthOf(text: string): number {
  return [...text].length;
}

function pad(text: string, width: number, right: boolean): string {
  const blanks = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return right ? blanks + text : text + blanks;
}

/** Breaks a text into lines of at most `width` places; a longer word keeps a line of its own. */
export function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}
