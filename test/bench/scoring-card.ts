import type { Scorecard } from '../../src/core/config/scorecard-schema.ts';
import { cardOf } from '../core/score/scorecard-arbitrary.ts';

/** Feature models of the made-up company, and the columns of each. */
export const MODELS = 10;
export const COLUMNS = 3;
export const MEASURES = MODELS * COLUMNS;
/** Dimensions, of six measures each. */
export const DIMENSIONS = 5;
const EACH = MEASURES / DIMENSIONS;

/** Every third column is a whole number, a real one, a decimal. */
export function featureOf(measure: number): { model: string; column: string; type: string } {
  const type = ['integer', 'double', 'decimal(9,2)'][measure % COLUMNS] ?? 'double';
  return { model: `m${Math.floor(measure / COLUMNS)}`, column: `c${measure % COLUMNS}`, type };
}

/** What a scorecard of thirty measures is like: most are lines, some are curves and steps, a few say what a missing value means. */
export function thirtyMeasures(): Scorecard {
  return cardOf({
    name: 'thirty',
    version: 1,
    description: 'Thirty measures in five dimensions.',
    bands: [
      { name: 'poor', from: 0, meaning: 'Bad.' },
      { name: 'okay', from: 45, meaning: 'Middling.' },
      { name: 'good', from: 60, meaning: 'Fine.' },
    ],
    steadiness: { margin: 2, readings: 2 },
    rules: [{ name: 'red_flag', when: [{ feature: 'm0.c0', below: 3 }], cap: 40, reason: 'Nobody comes' }],
    dimensions: Array.from({ length: DIMENSIONS }, (_, d) => ({
      name: `dimension_${d}`,
      weight: 1 / DIMENSIONS,
      measures: Array.from({ length: EACH }, (_, i) => measureOf(d * EACH + i)),
    })),
  });
}

function measureOf(m: number): object {
  const { model, column } = featureOf(m);
  return {
    name: `measure_${String(m).padStart(2, '0')}`,
    label: `Measure ${m}`,
    feature: `${model}.${column}`,
    weight: [0.25, 0.25, 0.2, 0.1, 0.1, 0.1][m % EACH],
    direction: 'higher_is_better',
    timing: 'leading',
    normalise: normaliserOf(m),
    missing: m % 11 === 0 ? 'neutral' : m % 13 === 0 ? 'poor' : 'redistribute',
    reason: `Measure ${m} is only {value}`,
  };
}

/** How a measure is put on the scale. */
export function normaliserOf(m: number): { readonly type: string; readonly [key: string]: unknown } {
  const ends = { worst: 0, best: 100 };
  if (m % 7 === 3) return { type: 's_curve', ...ends };
  if (m % 7 === 5) return { type: 'log', ...ends };
  const tiers = [{ below: 20, score: 0 }, { below: 60, score: 50 }, { score: 100 }];
  if (m % 10 === 9) return { type: 'tiers', tiers };
  return { type: 'linear', ...ends };
}
