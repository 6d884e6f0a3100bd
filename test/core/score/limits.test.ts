import { describe, expect, it } from 'vitest';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { STATES } from '../../../src/core/score/scored-accounts.ts';
import { cardOf } from './scorecard-arbitrary.ts';
import { row, scoreRow, smallCard, smallSpec } from './small-card.ts';

const known = { 'f.days': 0, 'f.seats': 100, 'f.nps': 100 };

/** The small card with limits on its dimension `use`. */
function limitedCard(limits: { [key: string]: number }) {
  const spec = smallSpec();
  const dimensions = spec.dimensions.map((dimension) =>
    dimension.name === 'use' ? { ...dimension, ...limits } : dimension,
  );
  return compileScorecard(cardOf({ ...spec, dimensions }));
}

describe('the influence of a measure', () => {
  it('ends where the scorecard says, in a line of its own', () => {
    // Days could cost 45 points; held to 10 away from neutral, 22.5 - 10 = 12.5 come back.
    const free = scoreRow(smallCard(), row(known));
    const held = scoreRow(smallCard({}, { days: { max_influence: 10 } }), row(known));
    expect([free.score[0], held.score[0]]).toEqual([550_000, 675_000]);
    expect(held.lines).toEqual([
      'measure days: 0 of 45',
      'measure nps: 40 of 40',
      'measure seats: 15 of 15',
      'cap days: 12.5 of 12.5',
    ]);
    const cap = held.items.find(({ kind }) => kind === 'cap');
    expect(STATES[Number(cap?.state[0])]).toBe('capped');
  });

  it('ends there too when it inherits the weight of all the others', () => {
    const card = smallCard({ minimum_coverage: 0.1 }, { days: { max_influence: 10 } });
    const scored = scoreRow(card, row({ 'f.days': 0, 'f.seats': null, 'f.nps': null }));
    expect(scored.score[0]).toBe(400_000);
  });

  it('keeps one measure alone from crossing a band', () => {
    // From neutral, 10 points do not reach the band at 80 or the one below 50 from 60.
    const card = smallCard({}, { nps: { max_influence: 9 } });
    const bandAt = (nps: number) =>
      scoreRow(card, row({ 'f.days': 70, 'f.seats': 70, 'f.nps': nps })).rawBand[0];
    expect([bandAt(0), bandAt(100)]).toEqual([1, 1]);
  });
});

describe('the limits of a dimension', () => {
  it('hold its score up and down', () => {
    // Use is 25 of 100 and counts as 60: 0.6 x 35 = 21 more.
    const floored = scoreRow(limitedCard({ at_least: 60 }), row(known));
    expect(floored.score[0]).toBe(760_000);
    expect(floored.lines).toContain('cap use: 21 of 21');
    const capped = scoreRow(
      limitedCard({ at_most: 50 }),
      row({ 'f.days': 100, 'f.seats': 100, 'f.nps': 100 }),
    );
    expect(capped.score[0]).toBe(700_000);
    expect(capped.lines).toContain('cap use: -30 of 0');
  });

  it('hold its influence on the score', () => {
    // Use pulls 0.6 x (25 - 50) = -15; held to 5.
    const scored = scoreRow(limitedCard({ max_influence: 5 }), row(known));
    expect(scored.score[0]).toBe(650_000);
  });

  it('narrow what is possible while something is missing', () => {
    const scored = scoreRow(
      limitedCard({ at_most: 50 }),
      row({ 'f.days': null, 'f.seats': 100, 'f.nps': 100 }),
    );
    // Use lies between 25 and 50: 15 to 30 points of it, and 40 of nps.
    expect([scored.low[0], scored.high[0]]).toEqual([550_000, 700_000]);
  });
});
