import type { CompiledScorecard } from './compile-scorecard.ts';
import { type Contribution, contributions } from './contributions.ts';
import { type ItemKind, PRESENT, type ScoredAccounts, type ScoredItem } from './scored-accounts.ts';
import { settle } from './settle.ts';
import { WITHHELD } from './ticks.ts';

/**
 * The explanation of scores, line by line for all rows at once: the contributions settled to the raw score by largest
 * remainder, then what was done to it. For every row with a score the points of all lines add up to it exactly.
 *
 * @param scored what `scoreAccounts` made of the same scorecard
 */
export function scoreItems(card: CompiledScorecard, scored: ScoredAccounts): ScoredItem[] {
  const { score, basis } = scored;
  const lines = contributions(card, basis);
  const points = settle(
    lines.map(({ exact }) => exact),
    basis.raw,
  );
  const items = lines.map((line, i) => itemOf(card, line, points[i] ?? new Int32Array(scored.rows)));
  const scaleStart = score.map((ticks) => (ticks === WITHHELD ? WITHHELD : card.base));
  const rounding = score.map((ticks, r) =>
    ticks === WITHHELD ? WITHHELD : ticks - card.base - (basis.raw[r] ?? 0),
  );
  return [
    ...(card.base === 0 ? [] : [wholeItem('base', 'scale', scaleStart)]),
    ...items,
    ...(card.step === 1 ? [] : [wholeItem('rounding', 'step', rounding)]),
  ];
}

function itemOf(compiled: CompiledScorecard, line: Contribution, points: Int32Array): ScoredItem {
  return {
    dimension: compiled.dimensions[line.measure.dimension]?.name ?? null,
    item: line.measure.name,
    kind: line.kind,
    feature: line.measure.spec.feature,
    scaled: onScale(line.place, compiled.card.scale),
    weight: line.measure.maxTicks / compiled.range,
    weightInEffect: line.weightInEffect,
    points,
    maxPoints: line.maxPoints,
    state: line.state,
  };
}

/** A line about the whole score: nothing was measured, so nothing could be lost. */
function wholeItem(kind: ItemKind, item: string, points: Int32Array): ScoredItem {
  const rows = points.length;
  return {
    dimension: null,
    item,
    kind,
    feature: null,
    scaled: new Float64Array(rows).fill(Number.NaN),
    weight: 0,
    weightInEffect: new Float64Array(rows),
    points,
    maxPoints: points,
    state: new Uint8Array(rows).fill(PRESENT),
  };
}

function onScale(
  place: Float64Array,
  { min, max }: { readonly min: number; readonly max: number },
): Float64Array {
  const scaled = new Float64Array(place.length);
  for (let r = 0; r < scaled.length; r++) scaled[r] = min + (place[r] ?? 0) * (max - min);
  return scaled;
}
