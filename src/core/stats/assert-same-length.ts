import { fail } from '../../errors.ts';

/** Columns that describe the same rows have the same length; anything else is a defect of the caller. */
export function assertSameLength(first: ArrayLike<unknown>, ...others: readonly ArrayLike<unknown>[]): void {
  const other = others.find((column) => column.length !== first.length);
  if (other !== undefined) {
    fail('defect', { detail: `columns of ${first.length} and ${other.length} rows in one statistic` });
  }
}
