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
  const rounding = basis.rounded.map((ticks, r) =>
    ticks === WITHHELD ? WITHHELD : ticks - card.base - (basis.raw[r] ?? 0),
  );
  const adjustments = [
    ...(card.step === 1 ? [] : [wholeItem('rounding', 'step', rounding)]),
    ...basis.steps.map(({ kind, name, change }) => wholeItem(kind, name, change.slice())),
  ];
  const start = new Int32Array(scored.rows).fill(card.base);
  const all = [...(card.base === 0 ? [] : [wholeItem('base', 'scale', start)]), ...items, ...adjustments];
  for (const item of all) matchScore(item.points, score);
  return all;
}

/** No points where there is no score; none from what is not known where somebody set the score by hand. */
function matchScore(points: Int32Array, score: Int32Array): void {
  for (let r = 0; r < points.length; r++) {
    if (score[r] === WITHHELD) points[r] = WITHHELD;
    else if (points[r] === WITHHELD) points[r] = 0;
  }
}

function itemOf(compiled: CompiledScorecard, line: Contribution, points: Int32Array): ScoredItem {
  const { dimension, item, kind, feature, weightInEffect, state } = line;
  return {
    dimension,
    item,
    kind,
    feature,
    scaled: onScale(line.place, compiled.card.scale),
    weight: line.ticks / compiled.range,
    weightInEffect,
    points,
    maxPoints: line.maxPoints ?? whatItGives(points),
    state,
  };
}

/** A line about the whole score. */
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
    maxPoints: whatItGives(points),
    state: new Uint8Array(rows).fill(PRESENT),
  };
}

/** An adjustment can give no more than it gives; what it takes is lost. */
function whatItGives(points: Int32Array): Int32Array {
  return points.map((ticks) => Math.max(ticks, 0));
}

function onScale(
  place: Float64Array,
  { min, max }: { readonly min: number; readonly max: number },
): Float64Array {
  const scaled = new Float64Array(place.length);
  for (let r = 0; r < scaled.length; r++) scaled[r] = min + (place[r] ?? 0) * (max - min);
  return scaled;
}
