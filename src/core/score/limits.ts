import type { Dimension, Scorecard } from '../config/scorecard-schema.ts';
import { neutralPlace } from './assumption.ts';
import { type Blend, blendDimensions, mixPlaces } from './blend-dimensions.ts';
import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Reading } from './read-measure.ts';
import { weighDimensions } from './weigh-dimensions.ts';
import { weightPerTick } from './weight-per-tick.ts';

/** The blend with limits kept, and what they changed. Places run from 0 to 1 of the scale. */
export interface Limited {
  /** By measure with a limit, as its place counts. */
  readonly readings: readonly Reading[];
  /** By dimension: after its measures' limits, before its own. */
  readonly reached: readonly Float64Array[];
  /** By dimension, after its own limits; and the whole of them. */
  readonly blend: Blend;
}

/** Whether a scorecard limits anything. */
export function hasLimits({ dimensions }: Scorecard): boolean {
  return dimensions.some(
    (dimension) =>
      isLimited(dimension) || dimension.measures.some(({ max_influence }) => max_influence !== undefined),
  );
}

function isLimited({ at_least, at_most, max_influence }: Dimension): boolean {
  return at_least !== undefined || at_most !== undefined || max_influence !== undefined;
}

/**
 * Keeps the influence of measures and dimensions within their limits: no further from neutral than `max_influence` points of
 * the whole score at the weight in effect, and a dimension's score between `at_least` and `at_most`.
 *
 * Places are clamped between bounds that depend on what is missing and not on any value, so a better value still never
 * lowers the score.
 */
export function keepLimits(card: CompiledScorecard, readings: readonly Reading[], open: Blend): Limited {
  const sums = weighDimensions(card, readings);
  const perTick = card.dimensions.map((_dimension, d) => weightPerTick(card, { sums, blend: open }, d));
  const kept = readings.map((reading) => limitReading(card, reading, perTick[reading.measure.dimension]));
  const reached = blendDimensions(card, weighDimensions(card, kept));
  const specs = card.dimensions.map(({ name }) => card.card.dimensions.find((spec) => spec.name === name));
  const limited = (places: readonly Float64Array[], weight: Float64Array) =>
    places.map((place, d) =>
      limitDimension(card, specs[d], { place, weight, ticks: card.dimensions[d]?.maxTicks ?? 0 }),
    );
  const place = limited(reached.place, open.weight);
  const whole = mixPlaces(card, place).mean;
  const full = open.weight.map(() => card.range);
  const worst = mixPlaces(card, limited(reached.worstPlace, full)).mean;
  const best = mixPlaces(card, limited(reached.bestPlace, full)).mean;
  return { readings: kept, reached: reached.place, blend: { ...open, place, whole, worst, best } };
}

function limitReading(card: CompiledScorecard, reading: Reading, perTick: Float64Array | undefined): Reading {
  const { max_influence } = reading.measure.spec;
  if (max_influence === undefined || !perTick) return reading;
  const reach = reachOf(card.card, max_influence);
  const neutral = neutralPlace(card.card);
  const clamped = (places: Float64Array) =>
    places.map((place, r) => around(place, neutral, reach / (reading.measure.maxTicks * (perTick[r] ?? 0))));
  return { ...reading, place: clamped(reading.place), assumed: reading.assumed && clamped(reading.assumed) };
}

function limitDimension(
  { card }: CompiledScorecard,
  spec: Dimension | undefined,
  { place, weight, ticks }: { place: Float64Array; weight: Float64Array; ticks: number },
): Float64Array {
  if (!spec || !isLimited(spec)) return place;
  const { scale } = card;
  const unit = (score: number) => (score - scale.min) / (scale.max - scale.min);
  const low = unit(spec.at_least ?? scale.min);
  const high = unit(spec.at_most ?? scale.max);
  const reach =
    spec.max_influence === undefined ? Number.POSITIVE_INFINITY : reachOf(card, spec.max_influence);
  const neutral = neutralPlace(card);
  return place.map((at, r) =>
    around(Math.min(Math.max(at, low), high), neutral, (reach * (weight[r] ?? 0)) / ticks),
  );
}

/** Points as a share of the scale. */
function reachOf({ scale }: Scorecard, points: number): number {
  return points / (scale.max - scale.min);
}

/** No further from `middle` than `reach`; NaN stays NaN. */
function around(place: number, middle: number, reach: number): number {
  if (Number.isNaN(place) || Number.isNaN(reach)) return place;
  return Math.min(Math.max(place, middle - reach), middle + reach);
}
