import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGE_PARTS, changeParts } from '../../../src/core/score/change-parts.ts';
import { compileScorecard } from '../../../src/core/score/compile-scorecard.ts';
import { WITHHELD } from '../../../src/core/score/ticks.ts';
import { featuresArbitrary } from './features-arbitrary.ts';
import { scorecardArbitrary } from './scorecard-arbitrary.ts';
import { row, smallCard } from './small-card.ts';

const hand = { override: { score: 'f.hand', author: 'f.by', reason: 'f.why' } };
const aged = { nps: { stale_after: { age: 'f.age', days: 180 } } };
const card = smallCard(hand, aged);
const known = {
  'f.days': 80,
  'f.seats': 40,
  'f.nps': 50,
  'f.age': 10,
  'f.hand': null,
  'f.by': null,
  'f.why': null,
};

type Values = { [feature: string]: number | string | null };

function split(before: Values, after: Values, later = card) {
  const { change, parts } = changeParts(
    { card, features: row({ ...known, ...before }) },
    { card: later, features: row({ ...known, ...after }) },
  );
  const told = CHANGE_PARTS.filter((part) => parts[part][0] !== 0).map((part) => [part, parts[part][0]]);
  return { change: change[0], told };
}

describe('changeParts', () => {
  it('puts a change of values down to behaviour', () => {
    expect(split({}, { 'f.days': 40 })).toEqual({ change: -180_000, told: [['behaviour', -180_000]] });
  });

  it('puts values that come, go, or grow old down to availability', () => {
    expect(split({}, { 'f.seats': null })).toEqual({ change: 60_000, told: [['availability', 60_000]] });
    expect(split({}, { 'f.age': 181 })).toEqual({ change: 80_000, told: [['availability', 80_000]] });
  });

  it('puts another scorecard down to the version', () => {
    const stricter = smallCard(hand, {
      ...aged,
      nps: { ...aged.nps, normalise: { type: 'linear', worst: 0, best: 200 } },
    });
    expect(split({}, {}, stricter)).toEqual({ change: -100_000, told: [['version', -100_000]] });
  });

  it('puts a score set by hand down to the override', () => {
    expect(split({}, { 'f.hand': 90 })).toEqual({ change: 280_000, told: [['override', 280_000]] });
  });

  it('shares fairly what two of them did together', () => {
    // Days fall by 40 and seats go missing: days cost 18 points with seats there (0.6 x 0.75), 24 without; seats give
    // 6 before the fall (days 80 against seats 40) and nothing after it (40 against 40).
    expect(split({}, { 'f.days': 40, 'f.seats': null })).toEqual({
      change: -180_000,
      told: [
        ['behaviour', -210_000],
        ['availability', 30_000],
      ],
    });
  });

  it('is silent where a score is withheld', () => {
    expect(split({}, { 'f.days': null, 'f.seats': null }).change).toBe(WITHHELD);
  });

  it('adds up exactly, and turns round when the days are exchanged, whatever the cards and data', () => {
    let moved = 0;
    const drawn = fc
      .tuple(scorecardArbitrary, scorecardArbitrary)
      .chain(([first, second]) =>
        fc.tuple(
          fc.constant([first, second] as const),
          fc.tuple(featuresArbitrary(first, 6), featuresArbitrary(second, 6)),
          fc.tuple(featuresArbitrary(first, 6), featuresArbitrary(second, 6)),
        ),
      );
    fc.assert(
      fc.property(drawn, ([[first, second], earlier, later]) => {
        const merge = ([a, b]: typeof earlier) => ({
          rows: 6,
          numbers: new Map([...b.numbers, ...a.numbers]),
          texts: new Map([...b.texts, ...a.texts]),
        });
        const before = { card: compileScorecard(first), features: merge(earlier) };
        const after = { card: compileScorecard(second), features: merge(later) };
        const there = changeParts(before, after);
        const back = changeParts(after, before);
        for (let r = 0; r < 6; r++) {
          if (there.change[r] === WITHHELD) continue;
          const sum = CHANGE_PARTS.reduce((total, part) => total + Number(there.parts[part][r]), 0);
          expect(sum).toBe(there.change[r]);
          moved += sum === 0 ? 0 : 1;
          for (const part of CHANGE_PARTS) {
            expect(Math.abs(Number(there.parts[part][r]) + Number(back.parts[part][r]))).toBeLessThanOrEqual(
              1,
            );
          }
        }
      }),
      { seed: 42, numRuns: 60 },
    );
    expect(moved).toBeGreaterThan(50);
  });
});
