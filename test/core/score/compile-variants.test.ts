import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileVariants, splitByVariant } from '../../../src/core/score/compile-variants.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { smallSpec } from './small-card.ts';

const stage = (...words: string[]) => [{ feature: 'f.stage', one_of: words }];
const card = smallSpec({
  variants: [
    { name: 'large', when: [{ feature: 'f.seats', above: 50 }], weights: { days: 0.5, seats: 0.5 } },
    {
      name: 'onboarding',
      when: stage('onboarding'),
      precedence: 1,
      without: ['voice'],
      weights: { use: 1 },
      normalise: { days: { type: 'linear', worst: 0, best: 10 } },
    },
  ],
});

function features(rows: readonly { stage: string | null; days: number; seats: number; nps: number }[]) {
  const column = (key: 'days' | 'seats' | 'nps') => Float64Array.from(rows, (row) => row[key]);
  return {
    rows: rows.length,
    numbers: new Map([
      ['f.days', column('days')],
      ['f.seats', column('seats')],
      ['f.nps', column('nps')],
    ]),
    texts: new Map([['f.stage', rows.map((row) => row.stage)]]),
  };
}

describe('splitByVariant', () => {
  const parts = splitByVariant(
    compileVariants(card),
    features([
      { stage: 'established', days: 80, seats: 40, nps: 50 },
      { stage: 'onboarding', days: 5, seats: 20, nps: 0 },
      { stage: 'established', days: 80, seats: 60, nps: 50 },
      { stage: 'onboarding', days: 10, seats: 100, nps: 0 },
      { stage: null, days: 0, seats: 0, nps: 0 },
    ]),
  );

  it('hands every account to the variant that counts for it, the higher precedence first', () => {
    expect(parts.map(({ variant, rows }) => [variant, [...rows]])).toEqual([
      ['onboarding', [1, 3]],
      ['large', [2]],
      [null, [0, 4]],
    ]);
  });

  it('scores each by its own weights, normalisers and measures', () => {
    const scores = parts.map((part) => [...scoreAccounts(part.card, part.features).score]);
    // Onboarding: use alone, days out of 10: 0.75 x 50 + 0.25 x 20. Large: 0.6 x (0.5 x 80 + 0.5 x 60) + 0.4 x 50.
    expect(scores).toEqual([[425_000, 1_000_000], [620_000], [620_000, 0]]);
  });

  it('leaves nobody out and counts nobody twice', () => {
    const account = fc.record({
      stage: fc.constantFrom('onboarding', 'established', null),
      days: fc.integer({ min: 0, max: 100 }),
      seats: fc.integer({ min: 0, max: 100 }),
      nps: fc.integer({ min: 0, max: 100 }),
    });
    fc.assert(
      fc.property(fc.array(account, { minLength: 1, maxLength: 40 }), (accounts) => {
        const split = splitByVariant(compileVariants(card), features(accounts));
        const rows = split.flatMap((part) => [...part.rows]).sort((a, b) => a - b);
        expect(rows).toEqual(accounts.map((_account, r) => r));
      }),
      { seed: 2 },
    );
  });
});
