import { type FeatureColumns, numbersOf } from './feature-columns.ts';
import type { ScoredItem } from './scored-accounts.ts';
import { type ItemKind, STATES, type State } from './scored-accounts.ts';
import { toPoints, WITHHELD } from './ticks.ts';

/** One line of an account's explanation, in points of the scale. */
export interface ExplainedItem {
  readonly dimension: string | null;
  readonly item: string;
  readonly kind: ItemKind;
  readonly rawValue: number | string | null;
  readonly scaledValue: number | null;
  readonly weight: number;
  readonly weightInEffect: number;
  /** Null where the score is withheld. */
  readonly points: number | null;
  readonly maxPoints: number;
  readonly state: State;
}

/** Whether a line says anything on a row: measures always do, adjustments where they adjusted something. */
export function saysSomething({ kind, points, maxPoints, state }: ScoredItem, row: number): boolean {
  if (kind === 'measure') return true;
  if (kind === 'missing') return state[row] !== STATES.indexOf('present');
  return points[row] !== WITHHELD && ((points[row] ?? 0) !== 0 || (maxPoints[row] ?? 0) !== 0);
}

/** Everything that made one row's score; the points add up to it. */
export function explainAccount(
  items: readonly ScoredItem[],
  features: FeatureColumns,
  row: number,
): ExplainedItem[] {
  return items
    .filter((item) => saysSomething(item, row))
    .map((item) => ({
      dimension: item.dimension,
      item: item.item,
      kind: item.kind,
      rawValue: rawValue(item, features, row),
      scaledValue: orNull(item.scaled[row]),
      weight: item.weight,
      weightInEffect: item.weightInEffect[row] ?? 0,
      points: toPoints(item.points[row] ?? 0),
      maxPoints: toPoints(item.maxPoints[row] ?? 0) ?? 0,
      state: STATES[item.state[row] ?? 0] ?? 'present',
    }));
}

function rawValue({ feature }: ScoredItem, features: FeatureColumns, row: number): number | string | null {
  if (feature === null) return null;
  const word = features.texts.get(feature);
  return word ? (word[row] ?? null) : orNull(numbersOf(features, feature)[row]);
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
