import type { TuningInput } from '../../../src/core/backtest/tune-weights.ts';
import type { Scorecard } from '../../../src/core/config/scorecard-schema.ts';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { toPoints } from '../../../src/core/score/ticks.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { cardOf } from '../score/scorecard-arbitrary.ts';
import { measureOf, studyOf } from './study-fixture.ts';

const FIRST_DAY = Date.parse('2023-01-02T00:00:00Z') / 86_400_000;

/** A card of five measures in two dimensions, each a feature from 0 to 1. */
export function fiveMeasures(more: object = {}, ofMeasure: object = {}): Scorecard {
  const measure = (name: string, weight: number) => ({
    ...{ name, label: name, feature: `f.${name}`, weight, direction: 'higher_is_better', timing: 'leading' },
    ...{ normalise: { type: 'linear', worst: 0, best: 1 }, reason: name },
    ...ofMeasure,
  });
  return cardOf({
    ...{ name: 'health', version: 3, description: 'Five.' },
    bands: [
      { name: 'poor', from: 0, meaning: 'Bad.' },
      { name: 'good', from: 50, meaning: 'Good.' },
    ],
    dimensions: [
      { name: 'one', weight: 0.6, measures: [measure('a', 0.5), measure('b', 0.3), measure('c', 0.2)] },
      { name: 'two', weight: 0.4, measures: [measure('d', 0.9), measure('e', 0.1)] },
    ],
    ...more,
  });
}

/**
 * Decisions of three years, of which about a third churned; logit p = -0.7 - steep * (sum of truth * (measure - 0.5)), so that
 * without `truth` nothing tells.
 */
export function tuningOf(
  seed: number,
  {
    card = fiveMeasures(),
    truth = {},
    steep = 0,
    n = 500,
    missing = 0,
  }: { card?: Scorecard; truth?: Record<string, number>; steep?: number; n?: number; missing?: number } = {},
): TuningInput {
  const { uniform } = createPrng(seed);
  const names = ['a', 'b', 'c', 'd', 'e'];
  const values = new Map(names.map((name) => [name, Float64Array.from({ length: n }, uniform)]));
  const churned = Array.from({ length: n }, (_, row) => {
    const lift = names.reduce(
      (sum, name) => sum + (truth[name] ?? 0) * ((values.get(name)?.[row] ?? 0) - 0.5),
      0,
    );
    return uniform() < 1 / (1 + Math.exp(0.7 + steep * lift)) ? 1 : 0;
  });
  for (const column of values.values()) {
    for (let row = 0; row < n; row += 1) if (uniform() < missing) column[row] = Number.NaN;
  }
  const features = {
    rows: n,
    numbers: new Map(names.map((name) => [`f.${name}`, values.get(name) ?? new Float64Array(n)])),
    texts: new Map(),
  };
  const scoreBy = (by: Scorecard) =>
    Float64Array.from(
      scoreAccounts(compileScorecard(by), features).score,
      (ticks) => toPoints(ticks) ?? Number.NaN,
    );
  const days = Float64Array.from({ length: n }, (_, row) => FIRST_DAY + Math.floor((row * 1080) / n));
  const data = studyOf([...scoreBy(card)], churned, {
    ...{ decidedOn: days, readOn: days.map((day) => day - 92), knownOn: days.map((day) => day - 10) },
    measures: names.map((measure) =>
      measureOf({ measure, values: values.get(measure) ?? new Float64Array(n) }),
    ),
  });
  return { card, data, scoreBy };
}
