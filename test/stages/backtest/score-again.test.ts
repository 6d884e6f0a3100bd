import { expect, test } from 'vitest';
import { scoreAgain } from '../../../src/stages/backtest/score-again.ts';
import { cardSet } from '../../../src/stages/score/card-set.ts';
import { DatedCards } from '../../../src/stages/score/dated-cards.ts';
import { healthCard } from '../score/cards.ts';

const variants = [
  {
    name: 'large',
    description: 'Large customers.',
    precedence: 1,
    when: [{ feature: 'f.seats', at_least: 50 }],
    weights: { days: 0.5, seats: 0.5 },
  },
];

test('a word has one number, whichever variant and date a row belongs to', () => {
  const set = cardSet(healthCard({ variants }));
  // Small customers are glad or cross, large ones calm or glad.
  const mood = ['glad', 'cross', 'calm', 'glad', null];
  const numbers = {
    ...{ 'f.days': [1, 2, 3, 4, 5], 'f.seats': [10, 10, 90, 90, 90] },
    ...{ 'g.nps': [5, 5, 5, 5, 5], 'g.age': [1, 1, 1, 1, 1] },
  };
  const features = {
    rows: mood.length,
    numbers: new Map(Object.entries(numbers).map(([name, values]) => [name, Float64Array.from(values)])),
    texts: new Map([['f.mood', mood]]),
  };
  const { measures } = scoreAgain(
    { set, dated: new DatedCards(set, new Map()) },
    features,
    () => '2026-01-05',
  );
  expect([...(measures.get('mood')?.raw ?? [])]).toEqual([2, 1, 0, 2, Number.NaN]);
});
