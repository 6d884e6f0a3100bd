import type { Measure, Scorecard } from '../config/scorecard-schema.ts';
import { compileNormaliser, type Normalise } from './normalise.ts';
import type { PeerLookup } from './peers.ts';

/** The place on the scale that a measure counts at while it is missing; null if it does not count at all then. */
export function compileAssumption(card: Scorecard, spec: Measure, peers: () => PeerLookup): Normalise | null {
  if (spec.points && (spec.missing === 'redistribute' || spec.missing === 'neutral')) {
    const place = nothingPlace(spec.points);
    return (_features, out) => void out.fill(place);
  }
  switch (spec.missing) {
    case 'poor':
      return (_features, out) => void out.fill(0);
    case 'neutral':
      return (_features, out) => void out.fill(neutralPlace(card));
    case 'peer_median':
      return peerMedian(card, spec, peers());
    case 'redistribute':
    case 'block':
      return null;
  }
}

/** Where a measure that counts by points neither gives nor takes any. */
function nothingPlace({ worst, best }: { readonly worst: number; readonly best: number }): number {
  return -worst / (best - worst);
}

/** Where the neutral score lies, 0 to 1 of the scale. */
export function neutralPlace({ scale, neutral }: Scorecard): number {
  return neutral === undefined ? 0.5 : (neutral - scale.min) / (scale.max - scale.min);
}

/** The median is put on the scale as if it were the account's own value; without peers it is neutral. */
function peerMedian(card: Scorecard, spec: Measure, peers: PeerLookup): Normalise {
  const medians = peers.perRow(({ quantiles }) => quantiles[quantiles.length >> 1] ?? Number.NaN);
  const normalise = compileNormaliser(spec.normalise, {
    feature: spec.feature,
    scale: card.scale,
    peers: () => peers,
  });
  const neutral = neutralPlace(card);
  return (features, out) => {
    const medianOf = medians(features);
    const column = new Float64Array(out.length).map((_zero, r) => medianOf(r));
    normalise({ ...features, numbers: new Map([...features.numbers, [spec.feature, column]]) }, out);
    for (let r = 0; r < out.length; r++) {
      const place = out[r] ?? Number.NaN;
      out[r] = place >= 0 ? place : neutral;
    }
  };
}
