/** Adds up in the order given, so that the same rows give the same bits. O(n). */
export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
