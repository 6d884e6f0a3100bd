import { compareText } from '../config/canonical-json.ts';
import type { Measure, Scorecard } from '../config/scorecard-schema.ts';
import { variantCard } from '../config/scorecard-variant-card.ts';
import { meanAndVariance } from '../stats/mean-and-variance.ts';
import { quantileOfSorted } from '../stats/quantile.ts';
import { type FeatureColumns, numbersOf, textsOf } from './feature-columns.ts';
import type { Learnt, LearntByVariant, PeerStatistics } from './learnt.ts';
import { type Transform, transforms } from './shapes.ts';

const SHARES = 100;

/** Whether a measure goes by its peers, so that something must be learnt for it. */
export function needsPeers({ normalise, missing }: Measure): boolean {
  return normalise.type === 'percentile' || normalise.type === 'z_score' || missing === 'peer_median';
}

/** The number columns that a scorecard or one of its variants learns from; none for a card that needs no peers. */
export function peerFeatures(card: Scorecard): ReadonlySet<string> {
  const cards = [card, ...card.variants.map((variant) => variantCard(card, variant))];
  const measures = cards.flatMap(({ dimensions }) => dimensions.flatMap((dimension) => dimension.measures));
  return new Set(measures.filter(needsPeers).map(({ feature }) => feature));
}

/** `learnPeers` for the scorecard itself, under the empty name, and for each of its variants. */
export function learnVariants(card: Scorecard, features: FeatureColumns): LearntByVariant {
  const variants = card.variants.map(
    (variant) => [variant.name, learnPeers(variantCard(card, variant), features)] as const,
  );
  return { '': learnPeers(card, features), ...Object.fromEntries(variants) };
}

/**
 * Learns how the features of the measures that need it are spread, over all rows and over each group of peers that has
 * enough of them.
 *
 * @param features rows of the scorecard's window and of nothing later: what is learnt here must be known as of its use
 */
export function learnPeers(card: Scorecard, features: FeatureColumns): Learnt {
  const { by, at_least } = card.peers;
  const groups = by === undefined ? new Map<string, number[]>() : rowsByGroup(textsOf(features, by));
  const measures = card.dimensions.flatMap((dimension) => dimension.measures).filter(needsPeers);
  return Object.fromEntries(
    measures.map((measure) => {
      const column = numbersOf(features, measure.feature);
      const transform = measure.normalise.type === 'z_score' ? measure.normalise.transform : 'none';
      const spreadOf = (rows: readonly number[]) =>
        spread(
          Float64Array.from(rows, (r) => column[r] ?? Number.NaN),
          transform,
        );
      const ofGroups = [...groups]
        .map(([group, rows]) => [group, spreadOf(rows)] as const)
        .filter(([, { n }]) => n >= at_least);
      const all = spread(column, transform);
      return [measure.name, { all, groups: Object.fromEntries(ofGroups) }];
    }),
  );
}

function rowsByGroup(words: readonly (string | null)[]): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  words.forEach((word, r) => {
    if (word === null) return;
    const rows = groups.get(word) ?? [];
    rows.push(r);
    groups.set(word, rows);
  });
  return new Map([...groups].sort(([a], [b]) => compareText(a, b)));
}

/** Sums run over sorted values, so that the order of rows cannot change a bit. */
function spread(values: Float64Array, transform: Transform): PeerStatistics {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  if (n === 0) return { n, quantiles: [], mean: 0, sd: 0 };
  const { mean, variance } = meanAndVariance(sorted.map(transforms[transform]));
  const quantiles = Array.from({ length: SHARES + 1 }, (_, i) => quantileOfSorted(sorted, i / SHARES));
  return { n, quantiles, mean, sd: n > 1 ? Math.sqrt(variance) : 0 };
}
