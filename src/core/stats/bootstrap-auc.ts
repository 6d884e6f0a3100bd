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
  const weighed = new Float64Array(scores.length);
  const weigh = (times: Float64Array): Float64Array => {
    if (arr === undefined) return times;
    for (let row = 0; row < times.length; row += 1)
      weighed[row] = (times[row] as number) * (arr[row] as number);
    return weighed;
  };
  return clusterBootstrap(
    (times) => areaOfBlocks(blocks(churned, weigh(times))),
    { accounts, churned },
    options,
  );
}
