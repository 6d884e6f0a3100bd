import type { Scorecard } from '../../../src/core/config/scorecard-schema.ts';
import { cardOf } from '../../core/score/scorecard-arbitrary.ts';

const measure = (name: string, feature: string, weight: number, more: object = {}) => ({
  name,
  label: name,
  feature,
  weight,
  direction: 'higher_is_better',
  timing: 'leading',
  normalise: { type: 'linear', worst: 0, best: 100 },
  reason: `${name} is only {value}`,
  ...more,
});

const bands = [
  { name: 'poor', from: 0, meaning: 'Bad.' },
  { name: 'okay', from: 50, meaning: 'Middling.' },
  { name: 'good', from: 80, meaning: 'Fine.' },
];

/** Days 0.6 and seats 0.4 of use (0.75), mood of voice (0.15), nps of voice (0.1); steady bands. */
export function healthCard(more: object = {}): Scorecard {
  return cardOf({
    name: 'health',
    version: 3,
    description: 'A card of four measures.',
    bands,
    steadiness: { margin: 3, readings: 2 },
    dimensions: [
      {
        name: 'use',
        weight: 0.75,
        measures: [measure('days', 'f.days', 0.6), measure('seats', 'f.seats', 0.4)],
      },
      {
        name: 'voice',
        weight: 0.25,
        measures: [
          measure('mood', 'f.mood', 0.6, {
            normalise: { type: 'category', scores: { glad: 100, calm: 60, cross: 0 } },
          }),
          measure('nps', 'g.nps', 0.4, {
            missing: 'neutral',
            stale_after: { age: 'g.age', days: 90 },
            reason_missing: 'no recent answer',
          }),
        ],
      },
    ],
    ...more,
  });
}

/** The score is the days. */
export function daysCard(more: object = {}): Scorecard {
  return cardOf({
    name: 'days',
    version: 1,
    description: 'A card of one measure.',
    bands,
    dimensions: [{ name: 'use', weight: 1, measures: [measure('days', 'f.days', 1)] }],
    ...more,
  });
}
