/**
 * Shares a whole number out in proportion to `shares`, by largest remainder: everyone gets the whole part of their exact
 * share, what is left goes one by one to the largest fractions, and equal fractions are served in order.
 *
 * @param total whole number to give out
 * @param shares at least one is positive, none is negative
 * @returns whole numbers that add up to `total` exactly
 */
export function allot(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  const exact = shares.map((share) => (total * share) / sum);
  const given = exact.map(Math.floor);
  const left = total - given.reduce((a, b) => a + b, 0);
  const byFraction = exact
    .map((value, index) => ({ index, fraction: value - Math.floor(value) }))
    .sort((a, b) => b.fraction - a.fraction || a.index - b.index);
  for (const { index } of byFraction.slice(0, left)) given[index] = (given[index] ?? 0) + 1;
  return given;
}
