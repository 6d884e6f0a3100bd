import { type PointSums, ticksGiven } from './add-points.ts';
import { adjustmentLine } from './adjustment-line.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Contribution } from './contributions.ts';
import type { Reading } from './read-measure.ts';
import { PRESENT, type ScoringBasis } from './scored-accounts.ts';

/**
 * The lines of a scorecard that counts by points: where it starts, what each measure gives or takes, what stands in for a
 * missing one, what a dimension's limit took back, and what the ends of the scale held.
 */
export function pointLines(
  card: CompiledScorecard,
  { readings, raw }: ScoringBasis,
  sums: PointSums,
): Contribution[] {
  const rows = raw.length;
  const start = new Float64Array(rows).fill(sums.start);
  const ofMeasures = readings.flatMap((reading) => {
    const seen = ofMeasure(card, reading, true);
    return reading.gaps ? [seen, ofMeasure(card, reading, false)] : [seen];
  });
  const ofDimensions = card.dimensions.flatMap(({ name }, d) => {
    const [given, kept] = [sums.given[d], sums.kept[d]];
    if (!given || !kept || given === kept) return [];
    return [
      adjustmentLine(
        'cap',
        { dimension: name, item: name },
        kept.map((ticks, r) => ticks - (given[r] ?? 0)),
      ),
    ];
  });
  const held = sums.open.map((ticks) => Math.min(Math.max(ticks, 0), card.range) - ticks);
  return [
    adjustmentLine('base', { dimension: null, item: 'start' }, start),
    ...ofMeasures,
    ...ofDimensions,
    adjustmentLine('cap', { dimension: null, item: 'scale' }, held),
  ];
}

function ofMeasure(card: CompiledScorecard, reading: Reading, present: boolean): Contribution {
  const { measure, place, state, assumed } = reading;
  const { name, dimension, spec, minTicks, maxTicks } = measure;
  const exact = new Float64Array(state.length);
  const most = new Int32Array(state.length);
  const weightInEffect = new Float64Array(state.length);
  // A missing value that stands for nothing could not have given anything.
  const canGive = present || spec.missing !== 'redistribute';
  for (let r = 0; r < state.length; r++) {
    if ((state[r] === PRESENT) !== present) continue;
    exact[r] = ticksGiven(reading, r, 'assumed');
    if (canGive) most[r] = minTicks + maxTicks;
    if (present) weightInEffect[r] = maxTicks / card.range;
  }
  return {
    dimension: card.dimensions[dimension]?.name ?? null,
    item: name,
    kind: present ? 'measure' : 'missing',
    feature: spec.feature,
    ticks: maxTicks,
    exact,
    place: present ? place : (assumed ?? new Float64Array(state.length).fill(Number.NaN)),
    maxPoints: most,
    weightInEffect,
    state,
  };
}
