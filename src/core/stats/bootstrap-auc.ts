import { assertSameLength } from './assert-same-length.ts';
import { areaOfBlocks } from './auc.ts';
import { type BootstrapEstimate, type BootstrapOptions, clusterBootstrap } from './cluster-bootstrap.ts';
import { reweightedBlocks } from './reweighted-blocks.ts';

/**
 * AUC with an interval that knows which decisions belong to one account; with `arr`, weighted by ARR.
 *
 * As `auc` and `clusterBootstrap`. Cost: one sort, then replicates * n.
 *
 * @example bootstrapAuc({ scores, churned, accounts }, { seed: 7 }).ci
 */
export function bootstrapAuc(
  {
    scores,
    churned,
    accounts,
    arr,
  }: { scores: Float64Array; churned: Uint8Array; accounts: Uint32Array; arr?: Float64Array },
  options: BootstrapOptions = {},
): BootstrapEstimate {
  assertSameLength(scores, churned, accounts);
  const blocks = reweightedBlocks(scores);
  const weigh = (times: Float64Array) =>
    arr === undefined ? times : times.map((t, row) => t * (arr[row] as number));
  return clusterBootstrap(
    (times) => areaOfBlocks(blocks(churned, weigh(times))),
    { accounts, churned },
    options,
  );
}
