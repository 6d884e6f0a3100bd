import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Contribution } from './contributions.ts';
import type { Limited } from './limits.ts';
import type { Reading } from './read-measure.ts';
import { CAPPED, NOT_APPLICABLE, PRESENT, type ScoringBasis } from './scored-accounts.ts';

interface Limits {
  readonly limited: Limited;
  /** By dimension and row: share of the score that hangs on a tick of stated weight. */
  readonly perTick: readonly Float64Array[];
}

/** What limits took from the score or gave to it: a line for each measure and each dimension that has one. */
export function limitLines(
  card: CompiledScorecard,
  basis: ScoringBasis,
  { limited, perTick }: Limits,
): Contribution[] {
  const ofMeasures = basis.readings.flatMap((reading, m) => {
    const kept = limited.readings[m];
    const share = perTick[reading.measure.dimension];
    return kept && share && kept !== reading ? [ofMeasure(card, { reading, kept, share })] : [];
  });
  const ofDimensions = card.dimensions.flatMap((_dimension, d) => ofDimension(card, limited, d));
  return [...ofMeasures, ...ofDimensions];
}

function ofMeasure(
  card: CompiledScorecard,
  { reading, kept, share }: { reading: Reading; kept: Reading; share: Float64Array },
): Contribution {
  const { maxTicks, name, dimension } = reading.measure;
  const change = reading.place.map((place, r) => {
    if (reading.state[r] === NOT_APPLICABLE) return 0;
    const isSeen = reading.state[r] === PRESENT;
    const before = isSeen ? place : (reading.assumed?.[r] ?? 0);
    const after = isSeen ? (kept.place[r] ?? 0) : (kept.assumed?.[r] ?? 0);
    return card.range * maxTicks * (share[r] ?? 0) * (after - before);
  });
  return line(card.dimensions[dimension]?.name ?? null, name, change);
}

function ofDimension(card: CompiledScorecard, { reached, blend }: Limited, d: number): Contribution[] {
  const { name, maxTicks } = card.dimensions[d] ?? { name: '', maxTicks: 0 };
  const before = reached[d];
  const after = blend.place[d];
  if (!before || !after || before === after) return [];
  const change = before.map((place, r) => {
    if (Number.isNaN(place)) return 0;
    return (card.range * maxTicks * ((after[r] ?? 0) - place)) / (blend.weight[r] ?? 0);
  });
  return [line(name, name, change)];
}

function line(dimension: string | null, item: string, exact: Float64Array): Contribution {
  return {
    dimension,
    item,
    kind: 'cap',
    feature: null,
    ticks: 0,
    exact,
    place: new Float64Array(exact.length).fill(Number.NaN),
    maxPoints: null,
    weightInEffect: new Float64Array(exact.length),
    state: Uint8Array.from(exact, (change) => (change === 0 ? PRESENT : CAPPED)),
  };
}
