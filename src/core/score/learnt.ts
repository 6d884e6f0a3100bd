/** How one feature is spread over a group of peers. */
export interface PeerStatistics {
  /** Rows that had a value. */
  readonly n: number;
  /** The 0th, 1st, ... 100th hundredth of the values; empty if there were none. */
  readonly quantiles: readonly number[];
  /** Of the transformed values: their mean and sample standard deviation; 0 where there are too few. */
  readonly mean: number;
  readonly sd: number;
}

/**
 * What a scorecard learnt from its peers as of one day, by measure: plain data, stored with the scores of that day. `groups` holds the groups that are large enough; the others go by `all`.
 */
export type Learnt = Readonly<
  Record<string, { readonly all: PeerStatistics; readonly groups: Readonly<Record<string, PeerStatistics>> }>
>;

/** What a scorecard and its variants learnt, by the variant's name; under the empty name the scorecard itself. */
export type LearntByVariant = Readonly<Record<string, Learnt>>;
