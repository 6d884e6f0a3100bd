import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import type { FeatureColumns } from '../../../src/core/score/feature-columns.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { scoreItems } from '../../../src/core/score/score-items.ts';
import { cardOf } from './scorecard-arbitrary.ts';

interface SmallMeasure {
  readonly [key: string]: unknown;
}

/** A measure from 0 to 100 of feature f.<name>, unless told otherwise. */
function measureOf(name: string, weight: number, more: SmallMeasure = {}) {
  return {
    name,
    label: name.toUpperCase(),
    feature: `f.${name}`,
    weight,
    direction: 'higher_is_better',
    timing: 'leading',
    normalise: { type: 'linear', worst: 0, best: 100 },
    reason: `${name} is low`,
    ...more,
  };
}

/** `smallSpec`, compiled. */
export function smallCard(...spec: Parameters<typeof smallSpec>) {
  return compileScorecard(smallSpec(...spec));
}

/** A card of two dimensions: use (0.6) of days 0.75 and seats 0.25, voice (0.4) of nps. */
export function smallSpec(
  more: { [key: string]: unknown } = {},
  measures: { [name: string]: SmallMeasure } = {},
) {
  return cardOf({
    name: 'small',
    version: 1,
    description: 'A small scorecard.',
    bands: [
      { name: 'poor', from: 0, meaning: 'Bad.' },
      { name: 'okay', from: 50, meaning: 'Middling.' },
      { name: 'good', from: 80, meaning: 'Fine.' },
    ],
    dimensions: [
      {
        name: 'use',
        weight: 0.6,
        measures: [measureOf('days', 0.75, measures['days']), measureOf('seats', 0.25, measures['seats'])],
      },
      { name: 'voice', weight: 0.4, measures: [measureOf('nps', 1, measures['nps'])] },
    ],
    ...more,
  });
}

/** One account's features, as columns of one row. */
export function row(values: { [feature: string]: number | string | null }): FeatureColumns {
  const entries = Object.entries(values);
  return {
    rows: 1,
    numbers: new Map(
      entries
        .filter(([, v]) => typeof v !== 'string')
        .map(([k, v]) => [k, Float64Array.of(v === null ? Number.NaN : Number(v))]),
    ),
    texts: new Map(
      entries.filter(([, v]) => typeof v !== 'number').map(([k, v]) => [k, [v === null ? null : String(v)]]),
    ),
  };
}

/** Scores one row and lists its explanation as `kind item: points of max`. */
export function scoreRow(card: ReturnType<typeof smallCard>, features: FeatureColumns) {
  const scored = scoreAccounts(card, features);
  const items = scoreItems(card, scored);
  const lines = items.map(
    ({ kind, item, points, maxPoints }) =>
      `${kind} ${item}: ${Number(points[0]) / 10_000} of ${Number(maxPoints[0]) / 10_000}`,
  );
  return { ...scored, items, lines };
}
