import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { foldBands } from '../../../src/core/score/fold-bands.ts';
import { noiseMargins } from '../../../src/core/score/noise-margins.ts';
import { scoreAccounts } from '../../../src/core/score/score-accounts.ts';
import { seenMoves } from '../../../src/core/score/seen-moves.ts';
import { wayUp } from '../../../src/core/score/way-up.ts';
import { featuresArbitrary } from './features-arbitrary.ts';
import { scorecardArbitrary } from './scorecard-arbitrary.ts';
import { row, smallCard } from './small-card.ts';

const card = smallCard({ steadiness: { margin: 3, readings: 2 } });
const known = { 'f.days': 80, 'f.seats': 40, 'f.nps': 50 };
const moves = new Map([
  ['days', { by: 20, furthest: 100 }],
  ['seats', { by: 50, furthest: 100 }],
  ['nps', { by: 40, furthest: 100 }],
]);
const up = (values: { [feature: string]: number | null }, by = moves, of = card) =>
  wayUp(of, row(values), { row: 0, moves: by });

describe('wayUp', () => {
  it('names the fewest changes that reach the next band and its margin', () => {
    // 62 now, 83 wanted: nps alone gives 16, days 9, seats 7.5; nps and days give 25.
    expect(up(known)).toEqual({
      band: 2,
      score: 870_000,
      changes: [
        { measure: 'days', feature: 'f.days', from: 80, to: 100 },
        { measure: 'nps', feature: 'f.nps', from: 50, to: 90 },
      ],
    });
  });

  it('is not content with the boundary itself, which the band would not follow', () => {
    // 65.5 now: nps alone gives 16 and reaches 81.5, past the boundary at 80, short of 83.
    const near = { 'f.days': 87, 'f.seats': 42.5, 'f.nps': 50 };
    expect(up(near)).toMatchObject({ band: 2, changes: [{ measure: 'nps' }, { measure: 'seats' }] });
    const loose = smallCard({ steadiness: { margin: 0, readings: 1 } });
    expect(up(near, moves, loose)).toMatchObject({ band: 2, changes: [{ measure: 'nps' }] });
  });

  it('is not content with less than the account’s own margin, where the band goes by that', () => {
    const own_noise = { times: 1, at_least: 1, at_most: 19 };
    const noisy = smallCard({ steadiness: { margin: 1, readings: 1, own_noise } });
    const readings = Array.from({ length: 26 }, (_, week) =>
      Int32Array.of(week % 2 === 0 ? 655_000 : 555_000),
    );
    const [margin = 0] = noiseMargins(noisy, readings);
    const near = row({ 'f.days': 87, 'f.seats': 42.5, 'f.nps': 50 });
    const way = (more: object) => wayUp(noisy, near, { row: 0, moves, ...more });
    expect(way({})).toMatchObject({ score: 815_250 });
    const own = way({ margin });
    const bandAfter = (score: number) => foldBands(noisy, [...readings, Int32Array.of(score)]).band[0];
    expect(bandAfter(815_250)).toBe(1);
    expect(own).toMatchObject({ band: 2 });
    expect(bandAfter(typeof own === 'string' ? 0 : own.score)).toBe(2);
  });

  it('prefers one change to two', () => {
    expect(up({ 'f.days': 100, 'f.seats': 40, 'f.nps': 50 })).toMatchObject({
      changes: [{ measure: 'nps' }],
    });
  });

  it('proposes nothing that nobody can act on', () => {
    const fixed = smallCard({ steadiness: { margin: 0, readings: 1 } }, { nps: { actionable: false } });
    expect(up(known, moves, fixed)).toBe('out_of_reach');
  });

  it('sends nobody beyond what anybody has, nor beyond what is worth more', () => {
    const late = smallCard(
      { steadiness: { margin: 0, readings: 1 } },
      { days: { direction: 'lower_is_better', normalise: { type: 'linear', worst: 90, best: 14 } } },
    );
    const by = (furthest: number) => new Map([['days', { by: 109, furthest }]]);
    const seats = { 'f.days': 71, 'f.seats': 100, 'f.nps': 60 };
    expect(up(seats, by(2), late)).toMatchObject({ changes: [{ measure: 'days', from: 71, to: 14 }] });
    expect(up(seats, by(20), late)).toMatchObject({ changes: [{ measure: 'days', from: 71, to: 20 }] });
  });

  it('leads up from the band that the account stands in, whatever its score alone says', () => {
    const far = new Map(['days', 'seats', 'nps'].map((name) => [name, { by: 100, furthest: 100 }]));
    const from = (band: number, score: number) =>
      wayUp(card, row({ 'f.days': score, 'f.seats': score, 'f.nps': score }), { row: 0, moves: far, band });
    // Held in the best band by steadiness; held in the middle one, though the score is clear of it already.
    expect(from(2, 78)).toBe('best');
    expect(from(1, 90)).toEqual({ band: 2, score: 900_000, changes: [] });
    expect(from(1, 49)).toMatchObject({ band: 2, changes: [{}, {}] });
  });

  it('says so where somebody has set the score by hand', () => {
    const override = { score: 'f.hand', author: 'f.by', reason: 'f.why' };
    const words = new Map([
      ['f.by', ['Kim']],
      ['f.why', ['promised']],
    ]);
    const byHand = { ...row({ ...known, 'f.hand': 40 }), texts: words };
    expect(wayUp(smallCard({ override }), byHand, { row: 0, moves })).toBe('set_by_hand');
  });

  it('says so where it cannot be done, where there is nothing above, and where too little is known', () => {
    expect(up({ 'f.days': 10, 'f.seats': 0, 'f.nps': 0 })).toBe('out_of_reach');
    expect(up({ 'f.days': 100, 'f.seats': 100, 'f.nps': 100 })).toBe('best');
    expect(up({ 'f.days': null, 'f.seats': null, 'f.nps': 50 })).toBe('unknown');
  });

  it('reaches what it promises, and not without any one of its changes', () => {
    let found = 0;
    const drawn = scorecardArbitrary.chain((spec) =>
      fc.tuple(fc.constant(spec), featuresArbitrary(spec, 8), featuresArbitrary(spec, 8)),
    );
    fc.assert(
      fc.property(drawn, ([spec, earlier, later]) => {
        const compiled = compileScorecard(spec);
        const seen = seenMoves(compiled, earlier, later);
        for (let r = 0; r < 8; r++) {
          const way = wayUp(compiled, earlier, { row: r, moves: seen });
          if (typeof way === 'string') continue;
          found++;
          const bandWith = (changes: typeof way.changes) => {
            const numbers = new Map(earlier.numbers);
            for (const { feature, to } of changes) {
              numbers.set(
                feature,
                (numbers.get(feature) as Float64Array).map((value, i) => (i === r ? to : value)),
              );
            }
            return Number(scoreAccounts(compiled, { ...earlier, numbers }).rawBand[r]);
          };
          expect(bandWith(way.changes)).toBeGreaterThanOrEqual(way.band);
          for (const left of way.changes) {
            expect(bandWith(way.changes.filter((change) => change !== left))).toBeLessThan(way.band);
          }
        }
      }),
      { seed: 9, numRuns: 60 },
    );
    expect(found).toBeGreaterThan(20);
  });
});

describe('seenMoves', () => {
  it('is what nine of ten improvements stayed within, in the direction that is better', () => {
    const late = smallCard(
      {},
      { days: { direction: 'lower_is_better', normalise: { type: 'linear', worst: 100, best: 0 } } },
    );
    const columns = (days: number[], nps: number[]) => ({
      rows: days.length,
      numbers: new Map([
        ['f.days', Float64Array.from(days)],
        ['f.seats', new Float64Array(days.length)],
        ['f.nps', Float64Array.from(nps)],
      ]),
      texts: new Map(),
    });
    const zeros = Array.from({ length: 11 }, () => 0);
    const rises = Array.from({ length: 11 }, (_, i) => i * 2);
    const seen = seenMoves(late, columns(rises, zeros), columns(zeros, rises));
    expect([...seen]).toEqual([
      ['days', { by: 18, furthest: 0 }],
      ['nps', { by: 18, furthest: 20 }],
    ]);
  });
});
