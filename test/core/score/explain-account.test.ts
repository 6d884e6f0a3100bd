import { describe, expect, it } from 'vitest';
import { explainAccount } from '../../../src/core/score/explain-account.ts';
import { explainChange } from '../../../src/core/score/explain-change.ts';
import { row, scoreRow, smallCard } from './small-card.ts';

function explain(card: ReturnType<typeof smallCard>, values: { [feature: string]: number | string | null }) {
  const features = row(values);
  return explainAccount(scoreRow(card, features).items, features, 0);
}

const known = { 'f.days': 80, 'f.seats': 40, 'f.nps': 50 };

describe('explainAccount', () => {
  it('shows raw value, place on the scale, weights and points of every measure', () => {
    expect(explain(smallCard(), known)[0]).toEqual({
      dimension: 'use',
      item: 'days',
      kind: 'measure',
      rawValue: 80,
      scaledValue: 80,
      weight: 0.45,
      weightInEffect: expect.closeTo(0.45, 12),
      points: 36,
      maxPoints: 45,
      state: 'present',
    });
  });

  it('shows a missing measure, and what stands in for it', () => {
    const lines = explain(smallCard(), { ...known, 'f.seats': null }).filter(({ item }) => item === 'seats');
    expect(lines).toMatchObject([
      { kind: 'measure', rawValue: null, scaledValue: null, points: 0, maxPoints: 0, state: 'missing' },
      { kind: 'missing', rawValue: null, scaledValue: 80, points: 12, maxPoints: 15, state: 'missing' },
    ]);
  });

  it('has no points where the score is withheld, but shows what is known', () => {
    const lines = explain(smallCard(), { 'f.days': null, 'f.seats': null, 'f.nps': 50 });
    expect(lines.map(({ points }) => points)).toEqual([null, null, null, null, null]);
    expect(lines.find(({ item }) => item === 'nps')).toMatchObject({
      rawValue: 50,
      scaledValue: 50,
      state: 'present',
    });
  });
});

describe('explainChange', () => {
  it('splits the difference by line and by dimension, largest first', () => {
    const change = explainChange(
      explain(smallCard(), known),
      explain(smallCard(), { ...known, 'f.days': 40, 'f.nps': 60 }),
    );
    expect(change?.change).toBe(-14);
    expect(
      change?.items.map(({ item, change: by, valueBefore, valueAfter }) => [
        item,
        by,
        valueBefore,
        valueAfter,
      ]),
    ).toEqual([
      ['days', -18, 80, 40],
      ['nps', 4, 50, 60],
    ]);
    expect(change && [...change.dimensions]).toEqual([
      ['use', -18],
      ['voice', 4],
    ]);
  });

  it('shows going missing as lines of their own, and adds up', () => {
    const change = explainChange(
      explain(smallCard(), known),
      explain(smallCard(), { ...known, 'f.seats': null }),
    );
    expect(change?.items.map(({ item, kind, change: by }) => [item, kind, by])).toEqual([
      ['seats', 'missing', 12],
      ['seats', 'measure', -6],
    ]);
    expect(change?.change).toBe(6);
  });

  it('is silent where a score is withheld', () => {
    const unknown = explain(smallCard(), { 'f.days': null, 'f.seats': null, 'f.nps': 50 });
    expect(explainChange(explain(smallCard(), known), unknown)).toBeNull();
  });
});
