import { describe, expect, test } from 'vitest';
import { leakSuspects, suspect } from '../../../src/core/backtest/leak-suspects.ts';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { companyOf } from './proof-fixture.ts';
import { measureOf, measuresByChance, studyOf, twoDozen } from './study-fixture.ts';

const churned = Uint8Array.from({ length: 200 }, (_, row) => (row % 10 === 0 ? 1 : 0));
const { uniform } = createPrng(3);
const look = (values: readonly number[], outcomes = churned) =>
  suspect('measure', { measure: 'x', values: Float64Array.from(values) }, outcomes);
const of = (value: (y: number, row: number) => number) => Array.from(churned, value);

describe('too good to be true', () => {
  test('not one pair out of order, either way round', () => {
    expect(look(of((y) => 1 - y))).toMatchObject({ why: 'separates_perfectly', auc: { value: 1 } });
    expect(look(of((y) => y))).toMatchObject({ why: 'separates_perfectly', auc: { value: 0 } });
  });

  test('an AUC whose interval lies above what honest signals reach', () => {
    const values = of((y, row) => (y === 1 ? row : 200 + row - (row === 199 ? 300 : 0)));
    expect(look(values)).toMatchObject({ why: 'beyond_belief' });
  });

  test('a value that only the churned have, behind noise: ARR is 0 where it was lost', () => {
    const values = of((y, row) => (y === 1 && row % 20 === 0 ? 0 : uniform() - 0.5));
    expect(look(values)).toMatchObject({ why: 'one_class_value', value: 0, rows: 10 });
  });

  test('a measure that only those who left have: its being known is the leak', () => {
    const values = Float64Array.from(churned, (y) => (y === 1 ? 3 : Number.NaN));
    const data = studyOf(
      of(() => 50),
      [...churned],
      { measures: [measureOf({ measure: 'why_they_left', values })] },
    );
    expect(leakSuspects(data)).toMatchObject([
      { kind: 'missingness', subject: 'why_they_left', why: 'separates_perfectly' },
    ]);
  });
});

describe('honest signals pass', () => {
  test('a strong score', () => {
    expect(leakSuspects(companyOf(1, { slope: 0.09 }))).toEqual([]);
  });

  test('noise, over fifty seeds', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const { churned: outcomes, measures } = measuresByChance(seed, { n: 150, n1: 25, noise: 5 });
      expect(leakSuspects(studyOf(outcomes, outcomes, { measures: measures.slice(1) }))).toEqual([]);
    }
  });

  test('too few of either outcome say nothing', () => {
    expect(look(twoDozen.churned.slice(3), Uint8Array.from(twoDozen.churned.slice(3)))).toBeNull();
  });
});
