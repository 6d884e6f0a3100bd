import { describe, expect, test } from 'vitest';
import { calendarDates } from '../../../src/core/plan/calendar.ts';
import { type DatesInput, type StoredDate, scoreDates } from '../../../src/stages/score/score-dates.ts';

const calendar = { every: 'week', from: '2026-01-05' } as const;
const weeks = calendarDates(calendar, '2026-02-09');

const stored = (asOf: string, more: Partial<StoredDate> = {}): StoredDate => ({
  asOf,
  hash: 'h',
  sequence: 1,
  isReading: weeks.includes(asOf),
  isExplained: false,
  ...more,
});

function dates(asOf: string, more: Partial<DatesInput> = {}) {
  const wanted = [...new Set([...calendarDates(calendar, asOf), asOf])];
  const sequences = new Map([...weeks, asOf].map((date) => [date, 1]));
  const found = scoreDates({ wanted, asOf, calendar, hash: 'h', sequences, stored: [], ...more });
  const { rescore, explain, unexplain, drop } = found;
  return { rescore, explain, unexplain, drop };
}

const explained = { isExplained: true };

test('at first every wanted date', () => {
  expect(dates('2026-01-14')).toEqual({
    rescore: ['2026-01-05', '2026-01-12', '2026-01-14'],
    explain: [],
    unexplain: [],
    drop: [],
  });
});

test('a new day: itself, without yesterday, and the explanations that are read from it', () => {
  const before = [
    stored('2026-01-05', explained),
    stored('2026-01-12'),
    stored('2026-01-14', { isExplained: true }),
  ];
  // From the 20th a week back is the 12th.
  expect(dates('2026-01-19', { stored: before })).toEqual({
    rescore: ['2026-01-19'],
    explain: ['2026-01-12'],
    unexplain: ['2026-01-05'],
    drop: ['2026-01-14'],
  });
});

describe('what is not right', () => {
  const before = weeks.slice(0, 4).map((week) => stored(week));

  test('a reading that was built anew, and the readings after it', () => {
    const sequences = new Map(weeks.map((week) => [week, week === '2026-01-12' ? 2 : 1]));
    expect(dates('2026-01-26', { stored: before, sequences }).rescore).toEqual(weeks.slice(1, 4));
  });

  test('everything under another scorecard', () => {
    expect(dates('2026-01-26', { stored: before, hash: 'other' }).rescore).toEqual(weeks.slice(0, 4));
  });

  test('a later date that rests on a changed reading is dropped, one before it stays', () => {
    const all = weeks.map((week) => stored(week));
    const sequences = new Map(weeks.map((week) => [week, week === '2026-01-19' ? 2 : 1]));
    expect(dates('2026-01-12', { stored: all, sequences }).drop).toEqual(weeks.slice(2));
    expect(dates('2026-01-26', { stored: all, sequences }).drop).toEqual(weeks.slice(4));
    expect(dates('2026-01-12', { stored: all }).drop).toEqual([]);
  });

  test('a day that has become a reading, or has ceased to be one', () => {
    const daily = [stored('2026-01-05'), stored('2026-01-08', { isReading: true }), stored('2026-01-12')];
    const found = dates('2026-01-12', { stored: daily });
    expect(found).toMatchObject({ rescore: ['2026-01-12'], drop: ['2026-01-08'] });
  });
});
