/** A row as text; null is null. */
export type TextRow = Readonly<Record<string, string | null>>;

/** A cell that is not as expected; of a row that is missing or too many, the whole row. */
export interface RowDifference {
  /** Columns of the grain with their values. */
  readonly key: TextRow;
  readonly kind: 'cell' | 'missing' | 'extra';
  readonly column: string | null;
  readonly expected: string | null;
  readonly actual: string | null;
}

interface Compared {
  readonly grain: readonly string[];
  /** Columns of DOUBLE or FLOAT, which are compared to six digits. */
  readonly inexact: ReadonlySet<string>;
  /** Rows with the columns that they name, and no others. */
  readonly expected: readonly TextRow[];
  readonly actual: readonly TextRow[];
}

/**
 * What is not as expected, row by row. Rows are matched by the grain; only the columns that an expected row names are
 * compared. A key that comes twice where it is expected once is one row too many.
 */
export function diffRows({ grain, inexact, expected, actual }: Compared): RowDifference[] {
  const left = new Map<string, TextRow[]>();
  for (const row of actual) left.set(keyOf(row, grain), [...(left.get(keyOf(row, grain)) ?? []), row]);
  const found = expected.flatMap((row) => {
    const match = left.get(keyOf(row, grain))?.shift();
    return match ? cellDifferences(row, match, { grain, inexact }) : [whole('missing', row, grain)];
  });
  return [...found, ...[...left.values()].flat().map((row) => whole('extra', row, grain))];
}

function cellDifferences(
  expected: TextRow,
  actual: TextRow,
  { grain, inexact }: Pick<Compared, 'grain' | 'inexact'>,
): RowDifference[] {
  return Object.entries(expected).flatMap(([column, value]) => {
    const found = actual[column] ?? null;
    const same = inexact.has(column) ? isClose(value, found) : value === found;
    return same
      ? []
      : [{ key: keyCells(actual, grain), kind: 'cell', column, expected: value, actual: found }];
  });
}

/** Alike to six digits: a third may be written 0.333333. */
function isClose(expected: string | null, actual: string | null): boolean {
  if (expected === null || actual === null || expected === actual) return expected === actual;
  const [a, b] = [Number(expected), Number(actual)];
  return Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));
}

function whole(kind: 'missing' | 'extra', row: TextRow, grain: readonly string[]): RowDifference {
  return { key: keyCells(row, grain), kind, column: null, expected: null, actual: null };
}

function keyCells(row: TextRow, grain: readonly string[]): TextRow {
  return Object.fromEntries(grain.map((column) => [column, row[column] ?? null]));
}

function keyOf(row: TextRow, grain: readonly string[]): string {
  return JSON.stringify(grain.map((column) => row[column] ?? null));
}
