import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decisions, Outcome } from '../../../src/core/backtest/decisions.ts';
import { lastOnOrBefore } from '../../../src/core/backtest/last-on-or-before.ts';
import { pickReadings } from '../../../src/core/backtest/pick-readings.ts';
import { addDays } from '../../../src/core/config/days.ts';
import { calendarDates } from '../../../src/core/plan/calendar.ts';

const calendar = calendarDates({ every: 'week', from: '2025-01-06' }, '2026-12-31');

function one(more: Partial<Record<'start' | 'date' | 'known', string | null>> & { outcome?: Outcome } = {}) {
  const decision = { start: '2025-01-01', date: '2026-01-01', known: '2025-12-20 10:00:00', ...more };
  const decisions: Decisions = {
    rows: 1,
    ids: ['r1'],
    accounts: ['acme'],
    termStart: [decision.start ?? ''],
    decisionDate: [decision.date ?? ''],
    outcome: [more.outcome ?? 'churned'],
    knownAt: [decision.known],
    segment: [null],
    arrBefore: Float64Array.of(100),
    arrAfter: Float64Array.of(0),
  };
  const at = (horizon: number, asOf = '2026-06-01') => {
    const { asOf: dates, leftOut } = pickReadings(decisions, horizon, { calendar, asOf });
    return leftOut[0] ?? dates[0];
  };
  return at;
}

test('the reading is the last calendar date on or before the day so many days earlier', () => {
  // 2026-01-01 less 90 days is 2025-10-03, a Friday; less 87 is Monday the 6th.
  expect(one()(90)).toBe('2025-09-29');
  expect(one()(87)).toBe('2025-10-06');
  expect(one()(88)).toBe('2025-09-29');
});

describe('a decision is left out', () => {
  test('while it is open, or became known on the day of the study or later', () => {
    expect(one({ outcome: 'open', known: null })(90)).toBe('open');
    expect(one()(90, '2025-12-20')).toBe('open');
    expect(one({ known: '2026-01-02 00:00:00' })(90, '2026-01-02')).toBe('open');
    expect(one({ known: '2026-01-01 23:59:59.999999' })(90, '2026-01-02')).toBe('2025-09-29');
  });

  test('while its contract has not ended, though the outcome is known: what is known early is known selectively', () => {
    expect(one()(90, '2026-01-01')).toBe('open');
    expect(one()(90, '2026-01-02')).toBe('2025-09-29');
  });

  test('where the calendar begins later', () => {
    expect(one({ start: '2024-07-01', date: '2025-03-01' })(60)).toBe('before_calendar');
    expect(one({ start: '2024-07-01', date: '2025-03-01' })(54)).toBe('2025-01-06');
  });

  test('where the reading does not lie strictly inside the term', () => {
    expect(one({ start: '2025-09-29' })(90)).toBe('horizon_before_term');
    expect(one({ start: '2025-09-28' })(90)).toBe('2025-09-29');
  });

  test('where the outcome was known at 00:00 of the reading or before', () => {
    expect(one({ known: '2025-09-29 00:00:00' })(90)).toBe('outcome_already_known');
    expect(one({ known: '2025-09-29 00:00:01' })(90)).toBe('2025-09-29');
    expect(one({ known: '2025-06-01 12:00:00' })(90)).toBe('outcome_already_known');
  });
});

test('lastOnOrBefore agrees with looking at every date', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 200 }), (day, days) => {
      const date = addDays('2024-12-01', day);
      const expected = calendar.filter((each) => each <= addDays(date, -days)).at(-1) ?? null;
      expect(lastOnOrBefore(calendar, date, days)).toBe(expected);
    }),
    { seed: 7 },
  );
});
