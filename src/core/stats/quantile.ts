/**
 * The value below which a share of the rows lies, linear between rows (type 7, the default of numpy and R).
 *
 * Preconditions: values ascending, at least one, no NaN; 0 <= share <= 1.
 * Source: R. J. Hyndman, Y. Fan 1996; numpy `quantile`. Cost: constant.
 *
 * @example quantileOfSorted(Float64Array.of(1, 2, 4), 0.75) // 3
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)] as number;
  const high = sorted[Math.ceil(place)] as number;
  return low === high ? low : low + (high - low) * (place - Math.floor(place));
}
