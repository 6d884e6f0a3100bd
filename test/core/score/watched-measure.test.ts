import { expect, it } from 'vitest';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { scoreItems } from '../../../src/core/score/score-items.ts';
import { cardOf } from './scorecard-arbitrary.ts';

const measure = (name: string, weight: number, missing: string) => ({
  name,
  label: name,
  feature: `f.${name}`,
  weight,
  direction: 'higher_is_better',
  timing: 'leading',
  normalise: { type: 'linear', worst: 0, best: 10 },
  missing,
  reason: name,
});

const card = cardOf({
  name: 'watched',
  version: 1,
  description: 'One measure that counts, one that is only watched.',
  bands: [
    { name: 'poor', from: 0, meaning: 'bad' },
    { name: 'good', from: 50, meaning: 'fine' },
  ],
  dimensions: [
    {
      name: 'd',
      weight: 1,
      measures: [measure('counts', 1, 'redistribute'), measure('watched', 0, 'block')],
    },
  ],
});

it('a watched measure adds no points, and its absence neither blocks, nor lowers coverage, nor opens the interval', () => {
  const numbers = new Map([
    ['f.counts', Float64Array.of(4, 4)],
    ['f.watched', Float64Array.of(9, Number.NaN)],
  ]);
  const compiled = compileScorecard(card);
  const scored = scoreAccounts(compiled, { rows: 2, numbers, texts: new Map() });
  expect([...scored.score]).toEqual([400_000, 400_000]);
  expect([...scored.coverage]).toEqual([1, 1]);
  expect([...scored.low]).toEqual([...scored.high]);
  const watched = scoreItems(compiled, scored).find(
    ({ item, kind }) => item === 'watched' && kind === 'measure',
  );
  expect([...(watched?.points ?? [])]).toEqual([0, 0]);
});
