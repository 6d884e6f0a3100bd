import { expect, test } from 'vitest';
import { sharesOf } from '../../../src/core/backtest/card-weights.ts';
import { weightSensitivity } from '../../../src/core/backtest/weight-sensitivity.ts';
import { fiveMeasures, tuningOf } from './tune-fixture.ts';

const input = tuningOf(9, { truth: { a: 1 }, steep: 6 });
const shifts = weightSensitivity({
  card: input.card,
  churned: input.data.churned,
  decisions: input.scoreBy,
  today: input.scoreBy,
});

test('every weight is moved up and down by a fifth, and the heavier one moves more', () => {
  expect(shifts.map(({ measure, change }) => [measure, change])).toEqual(
    [...sharesOf(fiveMeasures()).keys()].flatMap((name) => [
      [name, 0.2],
      [name, -0.2],
    ]),
  );
  const agreement = (name: string) => shifts.find(({ measure }) => measure === name)?.rank_agreement ?? 0;
  expect(agreement('d')).toBeLessThan(agreement('e'));
  expect(agreement('e')).toBeLessThanOrEqual(1);
});

test('more of the one measure that tells ranks past decisions better, less of it worse', () => {
  const change = (by: number) =>
    shifts.find((shift) => shift.measure === 'a' && shift.change === by)?.auc_change ?? 0;
  expect(change(0.2)).toBeGreaterThan(0);
  expect(change(-0.2)).toBeLessThan(0);
});

test('bands change where scores cross a boundary', () => {
  const [first] = weightSensitivity({
    card: input.card,
    churned: input.data.churned,
    decisions: input.scoreBy,
    today: (card) =>
      card === input.card ? Float64Array.of(49, 51, 80, Number.NaN) : Float64Array.of(51, 52, 81, 10),
  });
  expect(first?.band_changes).toBeCloseTo(1 / 3, 12);
});
