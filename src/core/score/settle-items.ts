import type { CompiledScorecard } from './compile-scorecard.ts';
import type { Contribution } from './contributions.ts';
import { type ItemKind, PRESENT, type ScoredItem } from './scored-accounts.ts';
import { settle } from './settle.ts';
import { WITHHELD } from './ticks.ts';

interface Totals {
  /** Ticks above the scale's min, before the scale's step. */
  readonly raw: Int32Array;
  readonly score: Int32Array;
}

/** The explanation in whole ticks: the contributions settled to the raw score, then what was done to it, line by line. */
export function settleItems(
  card: CompiledScorecard,
  lines: readonly Contribution[],
  { raw, score }: Totals,
): ScoredItem[] {
  const points = settle(
    lines.map(({ exact }) => exact),
    raw,
  );
  const items = lines.map((line, i) => itemOf(card, line, points[i] ?? new Int32Array(raw.length)));
  const base = score.map((ticks) => (ticks === WITHHELD ? WITHHELD : card.base));
  const rounding = score.map((ticks, r) =>
    ticks === WITHHELD ? WITHHELD : ticks - card.base - (raw[r] ?? 0),
  );
  return [
    ...(card.base === 0 ? [] : [wholeItem('base', 'scale', base)]),
    ...items,
    ...(card.step === 1 ? [] : [wholeItem('rounding', 'step', rounding)]),
  ];
}

function itemOf(compiled: CompiledScorecard, line: Contribution, points: Int32Array): ScoredItem {
  const { min, max } = compiled.card.scale;
  return {
    dimension: compiled.dimensions[line.measure.dimension]?.name ?? null,
    item: line.measure.name,
    kind: line.kind,
    feature: line.measure.spec.feature,
    scaled: line.place.map((place) => min + place * (max - min)),
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
