import { clusterBootstrap } from '../stats/cluster-bootstrap.ts';
import type { Estimate } from '../stats/estimate.ts';

const REPLICATES = 300;

/**
 * An estimate with an interval by a bootstrap over accounts, for statistics that have none in closed form. An estimate that is
 * withheld stays so.
 *
 * @param statistic of some rows, which may be there several times; null where it can't be had
 */
export function overAccounts(
  found: Estimate,
  rows: { readonly accounts: Uint32Array; readonly churned: Uint8Array },
  statistic: (rows: Uint32Array) => number | null,
): Estimate {
  if (found.value === null) return found;
  const { ci, reason } = clusterBootstrap((times) => statistic(repeated(times)), rows, {
    replicates: REPLICATES,
  });
  return { ...found, ci, reason };
}

/** The number of each row, as often as it was drawn. */
function repeated(times: Float64Array): Uint32Array {
  const rows = new Uint32Array(times.reduce((sum, n) => sum + n, 0));
  let at = 0;
  for (const [row, n] of times.entries()) {
    rows.fill(row, at, at + n);
    at += n;
  }
  return rows;
}
