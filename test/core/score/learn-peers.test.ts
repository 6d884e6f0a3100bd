import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { learnPeers } from '../../../src/core/score/learn-peers.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { row, scoreRow, smallCard, smallSpec } from './small-card.ts';

const percentile = { normalise: { type: 'percentile' } };
const card = smallSpec({ peers: { by: 'f.segment', at_least: 3 } }, { seats: { missing: 'peer_median' } });

/** Seats of three small customers and five large ones; one segment has too few to be compared with. */
const window = {
  rows: 9,
  numbers: new Map([['f.seats', Float64Array.of(10, 20, 30, 60, 70, 80, 90, 100, 5)]]),
  texts: new Map([
    ['f.segment', ['small', 'small', 'small', 'large', 'large', 'large', 'large', 'large', 'odd']],
  ]),
};

describe('learnPeers', () => {
  it('learns what the card needs, for each group that has enough and for all together', () => {
    const learnt = learnPeers(card, window);
    expect(Object.keys(learnt)).toEqual(['seats']);
    expect(Object.keys(learnt['seats']?.groups ?? {})).toEqual(['large', 'small']);
    expect(learnt['seats']?.groups['small']).toMatchObject({ n: 3, mean: 20, sd: 10 });
    expect(learnt['seats']?.all.n).toBe(9);
    expect(learnt['seats']?.all.quantiles).toHaveLength(101);
    expect([0, 50, 100].map((q) => learnt['seats']?.all.quantiles[q])).toEqual([5, 60, 100]);
  });

  it('survives being stored as JSON', () => {
    const learnt = learnPeers(card, window);
    expect(JSON.parse(JSON.stringify(learnt))).toEqual(learnt);
  });

  it('sees no spread among peers of one value', () => {
    const seats = new Float64Array(7).fill(0.1);
    const texts = new Map([['f.segment', Array.from(seats, () => 'small')]]);
    const learnt = learnPeers(card, { rows: 7, numbers: new Map([['f.seats', seats]]), texts });
    expect(learnt['seats']?.all).toMatchObject({ n: 7, mean: 0.1, sd: 0 });
  });

  it('does not depend on the order of rows, to the last bit', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(values, (drawn) => {
        const learn = (seats: number[]) =>
          learnPeers(card, {
            rows: seats.length,
            numbers: new Map([['f.seats', Float64Array.from(seats)]]),
            texts: new Map([['f.segment', seats.map(() => 'small')]]),
          });
        expect(learn([...drawn].reverse())).toEqual(learn(drawn));
      }),
      { seed: 4 },
    );
  });

  it('gives the published z-scores of nine accounts', (context) => {
    const folder = new URL('../../../../shared/data/fightchurn_scores/', import.meta.url);
    if (!existsSync(folder)) return context.skip('the data set is not here');
    const table = (name: string) =>
      readFileSync(new URL(name, folder), 'utf8')
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(',').slice(3).map(Number));
    const raw = table('chursim3_chap6fig2_dataset.csv');
    const published = table('chursim3_chap6fig2_dataset_scores.csv');
    expect(raw).toHaveLength(9);
    const zCard = smallSpec({}, { days: { normalise: { type: 'z_score', worst: -4, best: 4 } } });
    for (let c = 0; c < 6; c++) {
      const numbers = new Map([['f.days', Float64Array.from(raw, (values) => Number(values[c]))]]);
      const learnt = learnPeers(zCard, { rows: 9, numbers, texts: new Map() });
      numbers.set('f.seats', new Float64Array(9)).set('f.nps', new Float64Array(9));
      const scored = scoreAccounts(compileScorecard(zCard, learnt), { rows: 9, numbers, texts: new Map() });
      const days = scored.basis.readings.find(({ measure }) => measure.name === 'days');
      const z = [...(days?.place ?? [])].map((place) => place * 8 - 4);
      z.forEach((value, r) => {
        expect(value).toBeCloseTo(Number(published[r]?.[c]), 12);
      });
    }
  });
});

describe('what was learnt', () => {
  const known = { 'f.days': 80, 'f.seats': null, 'f.nps': 50 };
  const learnt = learnPeers(card, window);

  it('stands in for a missing value by the median of the account’s own group', () => {
    const pointsFor = (segment: string | null) => {
      const scored = scoreRow(compileScorecard(card, learnt), row({ ...known, 'f.segment': segment }));
      return scored.lines.find((line) => line.startsWith('missing seats'));
    };
    // 15 points at the medians 20, 80, and 60 of all where the group is too small or unknown
    expect(pointsFor('small')).toBe('missing seats: 3 of 15');
    expect(pointsFor('large')).toBe('missing seats: 12 of 15');
    expect(pointsFor('odd')).toBe('missing seats: 9 of 15');
    expect(pointsFor(null)).toBe('missing seats: 9 of 15');
  });

  it('puts an account among its own group', () => {
    const peerCard = smallSpec({ peers: { by: 'f.segment', at_least: 3 } }, { seats: percentile });
    const compiled = compileScorecard(peerCard, learnPeers(peerCard, window));
    const placeOf = (segment: string) => {
      const features = row({ 'f.days': 80, 'f.seats': 30, 'f.nps': 50, 'f.segment': segment });
      return scoreRow(compiled, features).items.find(({ item }) => item === 'seats')?.scaled[0];
    };
    expect([placeOf('small'), placeOf('large')]).toEqual([100, 0]);
  });

  it('is asked for when it is not there', () => {
    expect(() => smallCard({}, { seats: percentile })).toThrow(/nothing was learnt for measure "seats"/);
  });
});
