import { endOfTies } from './mid-ranks.ts';
import { sortOrder } from './sort-order.ts';

/**
 * Placements, one a row: for a churned account the number of renewed ones with better health, for a renewed one the
 * number of churned ones with worse; ties count half. Divided by the size of the other class their mean is the AUC,
 * and their spread gives DeLong's variances and covariances.
 *
 * Counts rather than shares, so that sums and differences of them are exact.
 * Source: DeLong, DeLong & Clarke-Pearson 1988. Cost: one sort.
 *
 * @example placements(Float64Array.of(20, 35, 35, 60), Uint8Array.of(1, 1, 0, 0)) // [2, 1.5, 1.5, 2]
 */
export function placements(scores: Float64Array, churned: Uint8Array): Float64Array {
  const order = sortOrder(scores);
  const renewedTotal = churned.length - churnedIn(order, churned);
  const placement = new Float64Array(scores.length);
  let churnedBelow = 0;
  let start = 0;
  while (start < order.length) {
    const end = endOfTies(scores, order, start);
    const rows = order.subarray(start, end);
    const lost = churnedIn(rows, churned);
    const renewedBelow = start - churnedBelow;
    const ofChurned = renewedTotal - renewedBelow - (rows.length - lost) / 2;
    const ofRenewed = churnedBelow + lost / 2;
    for (const row of rows) placement[row] = churned[row] === 1 ? ofChurned : ofRenewed;
    churnedBelow += lost;
    start = end;
  }
  return placement;
}

function churnedIn(rows: Uint32Array, churned: Uint8Array): number {
  let lost = 0;
  for (const row of rows) lost += churned[row] as number;
  return lost;
}
