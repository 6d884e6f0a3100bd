import { clusterBootstrap } from '../stats/cluster-bootstrap.ts';
import type { Estimate } from '../stats/estimate.ts';

const REPLICATES = 300;

/**
 * An estimate with an interval by a bootstrap over accounts, for statistics that have none in closed form. An estimate that is
 * withheld stays so.
 *
 * @param statistic given how often each row was drawn; null where it can't be had
 */
export function overAccounts(
  found: Estimate,
  rows: { readonly accounts: Uint32Array; readonly churned: Uint8Array },
  statistic: (timesDrawn: Float64Array) => number | null,
): Estimate {
  if (found.value === null) return found;
  const { ci, reason } = clusterBootstrap(statistic, rows, { replicates: REPLICATES });
  return { ...found, ci, reason };
}

/** The number of each row, as often as it was drawn: for statistics that know no weights. */
export function drawnRows(timesDrawn: Float64Array): Uint32Array {
  let size = 0;
  for (const times of timesDrawn) size += times;
  const rows = new Uint32Array(size);
  let at = 0;
  for (let row = 0; row < timesDrawn.length; row += 1) {
    for (let left = timesDrawn[row] as number; left > 0; left -= 1) {
      rows[at] = row;
      at += 1;
    }
  }
  return rows;
}
