/** Counts of ranks 1 to `size`, with running totals in O(log size). */
export interface FenwickTree {
  add(rank: number): void;
  /** How many of the ranks added lie at or below `rank`. */
  countUpTo(rank: number): number;
  total(): number;
}

/** Source: P. M. Fenwick 1994; en.wikipedia.org/wiki/Fenwick_tree. */
export function createFenwickTree(size: number): FenwickTree {
  const sums = new Uint32Array(size + 1);
  let total = 0;
  return {
    add(rank) {
      total += 1;
      for (let i = rank; i <= size; i += i & -i) sums[i] = (sums[i] as number) + 1;
    },
    countUpTo(rank) {
      let count = 0;
      for (let i = rank; i > 0; i -= i & -i) count += sums[i] as number;
      return count;
    },
    total: () => total,
  };
}
