import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAND_REASONS, foldBands } from '../../../src/core/score/fold-bands.ts';
import { UNKNOWN_BAND } from '../../../src/core/score/scored-accounts.ts';
import { ABSENT, WITHHELD } from '../../../src/core/score/ticks.ts';
import { smallCard } from './small-card.ts';

const steady = smallCard({ steadiness: { margin: 3, readings: 2 } });
/** The same by each account's own noise. */
const noisy = smallCard({
  steadiness: { margin: 3, readings: 2, own_noise: { times: 1, at_least: 1, at_most: 19 } },
});
const [POOR, OKAY, GOOD] = [0, 1, 2];

/** Readings of one account in points; null is withheld, undefined not there. */
function fold(scores: readonly (number | null | undefined)[], card = steady) {
  const ticks = (score: number | null | undefined) =>
    score === undefined ? ABSENT : score === null ? WITHHELD : Math.round(score * 10_000);
  const folded = foldBands(
    card,
    scores.map((score) => Int32Array.of(ticks(score))),
  );
  return {
    band: folded.band[0],
    raw: folded.rawBand[0],
    previous: folded.hasPrevious[0] ? folded.previousBand[0] : null,
    reason: BAND_REASONS[Number(folded.reason[0])],
  };
}

describe('foldBands', () => {
  it('begins at the first reading', () => {
    expect(fold([81])).toEqual({ band: GOOD, raw: GOOD, previous: null, reason: 'first' });
    expect(fold([undefined, undefined, 81])).toEqual({
      band: GOOD,
      raw: GOOD,
      previous: null,
      reason: 'first',
    });
  });

  it('holds the band while the score has not crossed by the margin', () => {
    expect(fold([85, 78, 77.1, 77])).toEqual({
      band: GOOD,
      raw: OKAY,
      previous: GOOD,
      reason: 'within_margin',
    });
  });

  it('waits for the second reading, then changes', () => {
    expect(fold([85, 70])).toEqual({ band: GOOD, raw: OKAY, previous: GOOD, reason: 'awaiting' });
    expect(fold([85, 70, 71])).toEqual({ band: OKAY, raw: OKAY, previous: GOOD, reason: 'changed' });
    expect(fold([85, 70, 71, 72])).toEqual({ band: OKAY, raw: OKAY, previous: OKAY, reason: 'steady' });
  });

  it('wants the readings in a row', () => {
    expect(fold([85, 70, 84, 70]).band).toBe(GOOD);
    expect(fold([85, 70, null, 70]).band).toBe(GOOD);
  });

  it('rises at the boundary plus the margin, and falls below the boundary minus it', () => {
    expect(fold([60, 82.9, 82.9]).band).toBe(OKAY);
    expect(fold([60, 83, 83]).band).toBe(GOOD);
    expect(fold([60, 47, 47]).band).toBe(OKAY);
    expect(fold([60, 46.9999, 46.9999]).band).toBe(POOR);
  });

  it('moves over two bands only as far as all the readings in a row went', () => {
    expect(fold([90, 60, 20]).band).toBe(OKAY);
    expect(fold([90, 60, 20, 20]).band).toBe(POOR);
  });

  it('is unknown on a day without a score, and takes the band up again after it', () => {
    expect(fold([85, 78, null])).toEqual({
      band: UNKNOWN_BAND,
      raw: UNKNOWN_BAND,
      previous: GOOD,
      reason: 'unknown',
    });
    expect(fold([85, 78, null, 78])).toMatchObject({
      band: GOOD,
      previous: UNKNOWN_BAND,
      reason: 'within_margin',
    });
    expect(fold([null, null, 78])).toMatchObject({ band: OKAY, reason: 'first' });
  });

  it('without steadiness is the raw band', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 30 }), (scores) => {
        const { band, raw } = fold(scores, smallCard());
        expect(band).toBe(raw);
      }),
      { seed: 11 },
    );
  });

  it('looks at 26 readings and no more', () => {
    const late = Array.from({ length: 27 }, (_, i) => 60 + (i % 5));
    expect(fold([0, 0, 0, 100, ...late])).toEqual(fold(late));
  });

  it('takes an account’s own margin from those 26 as well', () => {
    const score = fc.integer({ min: 65, max: 95 });
    fc.assert(
      fc.property(fc.array(score, { minLength: 27, maxLength: 30 }), (scores) => {
        expect(fold(scores, noisy).band).toBe(fold(scores.slice(-26), noisy).band);
      }),
      { seed: 13, numRuns: 400 },
    );
  });

  it('shows as previous band what the reading before had shown', () => {
    const score = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 70, max: 90 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    fc.assert(
      fc.property(
        fc.array(score, { minLength: 2, maxLength: 60 }),
        fc.constantFrom(steady, noisy),
        (scores, card) => {
          expect(fold(scores, card).previous).toBe(fold(scores.slice(0, -1), card).band);
        },
      ),
      { seed: 12, numRuns: 400 },
    );
  });

  it('follows at once what a rule or a person decided, and earns its way back', () => {
    const readings = [85, 30, 85, 85].map((score) => Int32Array.of(score * 10_000));
    const decided = [0, 1, 0, 0].map((mark) => Uint8Array.of(mark));
    const bandAfter = (count: number) => {
      const { band, reason } = foldBands(steady, readings.slice(0, count), decided.slice(0, count));
      return [band[0], BAND_REASONS[Number(reason[0])]];
    };
    expect([1, 2, 3, 4].map(bandAfter)).toEqual([
      [GOOD, 'first'],
      [POOR, 'decided'],
      [POOR, 'awaiting'],
      [GOOD, 'changed'],
    ]);
    expect(foldBands(steady, readings.slice(0, 2)).band[0]).toBe(GOOD);
  });

  it('folds accounts apart from each other', () => {
    const readings = [Int32Array.of(850_000, 100_000), Int32Array.of(780_000, 120_000)];
    expect([...foldBands(steady, readings).band]).toEqual([GOOD, POOR]);
  });
});
