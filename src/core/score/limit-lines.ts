import { adjustmentLine } from './adjustment-line.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Contribution } from './contributions.ts';
import type { Limited } from './limits.ts';
import type { Reading } from './read-measure.ts';
import { NOT_APPLICABLE, PRESENT, type ScoringBasis } from './scored-accounts.ts';

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
  return adjustmentLine('cap', { dimension: card.dimensions[dimension]?.name ?? null, item: name }, change);
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
  return [adjustmentLine('cap', { dimension: name, item: name }, change)];
}
