import { describe, expect, it } from 'vitest';
import {
  CONFIDENCE,
  STATES,
  UNKNOWN_BAND,
  WITHHELD_REASONS,
} from '../../../src/core/score/scored-accounts.ts';
import { WITHHELD } from '../../../src/core/score/ticks.ts';
import { row, scoreRow, smallCard } from './small-card.ts';

const known = { 'f.days': 80, 'f.seats': 40, 'f.nps': 50 };

describe('scoreAccounts', () => {
  it('weights measures into dimensions and dimensions into the score', () => {
    // 0.6 x (0.75 x 80 + 0.25 x 40) + 0.4 x 50 = 42 + 20
    const scored = scoreRow(smallCard(), row(known));
    expect(scored.score[0]).toBe(620_000);
    expect(scored.lines).toEqual([
      'measure days: 36 of 45',
      'measure nps: 20 of 40',
      'measure seats: 6 of 15',
    ]);
    expect([scored.coverage[0], scored.low[0], scored.high[0]]).toEqual([1, 620_000, 620_000]);
    expect(CONFIDENCE[Number(scored.confidence[0])]).toBe('high');
  });

  it.each([
    // The dimension is what its other measure says: 0.6 x 80 + 0.4 x 50; the missing line holds 15 x 0.8.
    { missing: 'redistribute', score: 680_000, line: 'missing seats: 12 of 15' },
    // 15 x 0.5
    { missing: 'neutral', score: 635_000, line: 'missing seats: 7.5 of 15' },
    { missing: 'poor', score: 560_000, line: 'missing seats: 0 of 15' },
  ])('treats a missing measure by the policy $missing', ({ missing, score, line }) => {
    const scored = scoreRow(smallCard({}, { seats: { missing } }), row({ ...known, 'f.seats': null }));
    expect(scored.score[0]).toBe(score);
    expect(scored.lines).toEqual([
      'measure days: 36 of 45',
      'measure nps: 20 of 40',
      'measure seats: 0 of 0',
      line,
    ]);
    // Unknown are 15 of 100: from 56 with seats at 0 to 71 with seats at 100.
    expect([scored.coverage[0], scored.low[0], scored.high[0]]).toEqual([0.85, 560_000, 710_000]);
  });

  it('withholds the score where a blocking measure is missing', () => {
    const card = smallCard({}, { seats: { missing: 'block' } });
    const scored = scoreRow(card, row({ ...known, 'f.seats': null }));
    expect(scored.score[0]).toBe(WITHHELD);
    expect(scored.rawBand[0]).toBe(UNKNOWN_BAND);
    expect(WITHHELD_REASONS[Number(scored.withheld[0])]).toBe('blocked');
    expect(scored.items.map(({ points }) => points[0])).toEqual([WITHHELD, WITHHELD, WITHHELD, WITHHELD]);
  });

  it('gives the weight of a dimension without any value to the others', () => {
    const scored = scoreRow(smallCard(), row({ ...known, 'f.nps': null }));
    // The use dimension alone: 0.75 x 80 + 0.25 x 40 = 70
    expect(scored.score[0]).toBe(700_000);
    expect(scored.lines).toContain('missing nps: 28 of 40');
    expect(
      scored.items.map(({ item, weightInEffect }) => [item, Number(weightInEffect[0]).toFixed(4)]),
    ).toEqual([
      ['days', '0.7500'],
      ['nps', '0.0000'],
      ['nps', '0.0000'],
      ['seats', '0.2500'],
    ]);
  });

  it('says unknown below the minimum coverage and keeps the range that is possible', () => {
    const card = smallCard({ minimum_coverage: 0.5 });
    const half = scoreRow(
      smallCard({ minimum_coverage: 0.4 }),
      row({ 'f.days': null, 'f.seats': null, 'f.nps': 90 }),
    );
    expect(half.score[0]).toBe(900_000);
    const scored = scoreRow(card, row({ 'f.days': null, 'f.seats': null, 'f.nps': 90 }));
    expect(scored.score[0]).toBe(WITHHELD);
    expect(scored.coverage[0]).toBeCloseTo(0.4, 12);
    expect(WITHHELD_REASONS[Number(scored.withheld[0])]).toBe('coverage');
    expect([scored.low[0], scored.high[0]]).toEqual([360_000, 960_000]);
    expect(CONFIDENCE[Number(scored.confidence[0])]).toBe('low');
  });

  it('says unknown when everything is assumed, however low the minimum', () => {
    const neutral = { missing: 'neutral' };
    const card = smallCard({ minimum_coverage: 0 }, { days: neutral, seats: neutral, nps: neutral });
    const scored = scoreRow(card, row({ 'f.days': null, 'f.seats': null, 'f.nps': null }));
    expect(scored.score[0]).toBe(WITHHELD);
    expect(scored.coverage[0]).toBe(0);
  });

  it('tells stale from missing, and counts it as missing', () => {
    const card = smallCard({}, { nps: { stale_after: { age: 'f.nps_age', days: 180 } } });
    const stateAt = (age: number | null) => {
      const scored = scoreRow(card, row({ ...known, 'f.nps_age': age }));
      const state = STATES[Number(scored.items.find(({ item }) => item === 'nps')?.state[0])];
      return [state, scored.score[0], scored.coverage[0]];
    };
    expect(stateAt(180)).toEqual(['present', 620_000, 1]);
    expect(stateAt(181)).toEqual(['stale', 700_000, 0.6]);
    expect(stateAt(null)).toEqual(['present', 620_000, 1]);
  });

  it('leaves out what does not apply, and nothing is missing', () => {
    const card = smallCard({}, { seats: { applies_when: { feature: 'f.licences', above: 0 } } });
    const scored = scoreRow(card, row({ ...known, 'f.licences': 0 }));
    expect(scored.score[0]).toBe(680_000);
    expect([scored.coverage[0], scored.low[0], scored.high[0]]).toEqual([1, 680_000, 680_000]);
    expect(scored.lines).toContain('missing seats: 12 of 15');
    const asked = scoreRow(card, row({ ...known, 'f.licences': 1 }));
    expect(asked.score[0]).toBe(620_000);
  });

  it('begins where the scale begins, and rounds to its step in a line of its own', () => {
    const scale = { min: 1, max: 10, step: 1 };
    const bands = [
      { name: 'low', from: 1, meaning: 'Bad.' },
      { name: 'high', from: 6, meaning: 'Fine.' },
    ];
    const scored = scoreRow(smallCard({ scale, bands }), row(known));
    // 1 + 9 x 0.62 = 6.58, published as 7
    expect(scored.score[0]).toBe(70_000);
    expect(scored.lines).toEqual([
      'base scale: 1 of 1',
      'measure days: 3.24 of 4.05',
      'measure nps: 1.8 of 3.6',
      'measure seats: 0.54 of 1.35',
      'rounding step: 0.42 of 0.42',
    ]);
  });

  it('keeps bands half-open: 79.999 is not yet good, 80 is', () => {
    const bandOf = (value: number) => {
      const scored = scoreRow(smallCard(), row({ 'f.days': value, 'f.seats': value, 'f.nps': value }));
      return [scored.score[0], scored.rawBand[0]];
    };
    expect(bandOf(79.999)).toEqual([799_990, 1]);
    expect(bandOf(80)).toEqual([800_000, 2]);
    expect(bandOf(0)).toEqual([0, 0]);
    expect(bandOf(100)).toEqual([1_000_000, 2]);
  });

  it('grades confidence by the bands that the missing could still reach', () => {
    const gradeAt = (days: number) => {
      const features = row({ 'f.days': days, 'f.seats': null, 'f.nps': days });
      return CONFIDENCE[Number(scoreRow(smallCard(), features).confidence[0])];
    };
    // 85 of 100 are known: 95 leaves 80.75 to 95.75, 90 leaves 76.5 to 91.5.
    expect([gradeAt(95), gradeAt(90)]).toEqual(['high', 'medium']);
  });
});
