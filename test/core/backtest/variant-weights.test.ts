import { expect, test } from 'vitest';
import { cardWithShares } from '../../../src/core/backtest/card-weights.ts';
import { checkScorecard } from '../../../src/core/config/scorecard-checks.ts';
import { fiveMeasures } from './tune-fixture.ts';

const when = [{ feature: 'f.stage', one_of: ['new'] }];
const variants = [{ name: 'young', when, without: ['c'], weights: { a: 0.5, b: 0.5 } }];
const others = [{ name: 'young', when, without: ['a'], weights: { b: 0.8 } }];
const shares = new Map([
  ['a', 0.1],
  ['b', 0.2],
  ['c', 0.1],
  ['d', 0.2],
  ['e', 0.4],
]);
const place = () => ({ file: 'x.yml' });

test('weights of a variant that name a whole group stay', () => {
  const card = cardWithShares(fiveMeasures({ variants }), shares);
  expect(card.variants[0]?.weights).toEqual({ a: 0.5, b: 0.5 });
  expect(checkScorecard(card, { place })).toEqual([]);
});

test('those that name a part share out what the others leave', () => {
  const card = cardWithShares(fiveMeasures({ variants: others }), shares);
  expect(card.variants[0]?.weights).toEqual({ b: 0.75 });
  expect(checkScorecard(card, { place })).toEqual([]);
});
