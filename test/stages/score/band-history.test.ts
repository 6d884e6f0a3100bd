import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { foldBands } from '../../../src/core/score/fold-bands.ts';
import { ABSENT, toTicks, WITHHELD } from '../../../src/core/score/ticks.ts';
import { BandHistory, type BandReading } from '../../../src/stages/score/band-history.ts';
import { daysCard } from './cards.ts';

const steadiness = fc.record({
  margin: fc.constantFrom(0, 2, 5),
  readings: fc.integer({ min: 1, max: 4 }),
  own_noise: fc.constantFrom(undefined, { times: 2, at_least: 1, at_most: 8 }),
});

/** Readings of one account: it wanders, sometimes stays in one band, sometimes can't be judged or is not there. */
const account = fc
  .record({
    low: fc.integer({ min: 0, max: 90 }),
    width: fc.constantFrom(0, 3, 10, 60),
    gaps: fc.constantFrom(0, 0.1, 0.6),
    noise: fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
      minLength: 60,
      maxLength: 60,
    }),
    joins: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ low, width, gaps, noise, joins }) =>
    noise.map((draw, i) => {
      if (i < joins) return ABSENT;
      if ((draw * 1000) % 1 < gaps) return draw < 0.5 ? WITHHELD : ABSENT;
      return toTicks(Math.min(low + draw * width, 100));
    }),
  );

const rule = { name: 'silent', when: [{ feature: 'f.seats', at_most: 0 }], cap: 20, reason: 'Silent.' };

test('the history answers what folding the last 27 readings answers', () => {
  fc.assert(
    fc.property(fc.array(account, { minLength: 1, maxLength: 8 }), steadiness, (accounts, steady) => {
      const card = compileScorecard(daysCard({ steadiness: steady, rules: [rule] }));
      const history = new BandHistory(card, accounts.length);
      const all = Int32Array.from(accounts.keys());
      const readings: BandReading[] = [];
      for (let i = 0; i < 60; i++) {
        const ticks = Int32Array.from(accounts, (scores) => scores[i] ?? ABSENT);
        const reading = { ticks, decided: Uint8Array.from(ticks, (score) => (score % 11 === 0 ? 1 : 0)) };
        readings.push(reading);
        history.push(reading);
        const window = readings.slice(-27);
        const scores = window.map((each) => each.ticks);
        const decided = window.map((each) => each.decided);
        const expected = foldBands(card, scores, decided);
        const here = all.filter((a) => ticks[a] !== ABSENT);
        const found = history.bands(here);
        here.forEach((a, r) => {
          const one = (folded: typeof found, at: number) => ({
            band: folded.band[at],
            raw: folded.rawBand[at],
            previous: folded.hasPrevious[at] === 1 ? folded.previousBand[at] : null,
            reason: folded.reason[at],
          });
          expect(one(found, r)).toEqual(one(expected, a));
        });
      }
    }),
    { seed: 20261122, numRuns: 60 },
  );
});
