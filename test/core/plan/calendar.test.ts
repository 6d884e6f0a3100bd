import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, dayNumber, daysBetween } from '../../../src/core/config/days.ts';
import { calendarDates, slices } from '../../../src/core/plan/calendar.ts';

test('weeks keep their weekday, months their day of the month or the last one', () => {
  expect(calendarDates({ every: 'week', from: '2026-02-23' }, '2026-03-10')).toEqual([
    '2026-02-23',
    '2026-03-02',
    '2026-03-09',
  ]);
  expect(calendarDates({ every: 'month', from: '2024-01-31' }, '2024-04-30')).toEqual([
    '2024-01-31',
    '2024-02-29',
    '2024-03-31',
    '2024-04-30',
  ]);
  expect(calendarDates({ every: 'day', from: '2024-02-28' }, '2024-03-01')).toEqual([
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
  ]);
  expect(calendarDates({ every: 'week', from: '2026-02-23' }, '2026-02-22')).toEqual([]);
});

test('days across a change of clocks and of years', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  expect(daysBetween('2025-12-31', '2026-01-02')).toBe(2);
  expect(daysBetween('2026-03-30', '2026-03-28')).toBe(-2);
  expect(dayNumber('1970-01-02')).toBe(1);
  expect(addMonths('2025-12-31', 2)).toBe('2026-02-28');
});

test('slices hold every date once, in order, and pass the limit only where one date alone does', () => {
  const dates = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 40 });
  fc.assert(
    fc.property(dates, fc.integer({ min: 1, max: 60 }), (counts, limit) => {
      const all = counts.map((accounts, i) => ({ asOf: addDays('2026-01-01', i), accounts }));
      const cut = slices(all, limit);
      expect(cut.flat()).toEqual(all.map((d) => d.asOf));
      const sizes = cut.map((slice) => slice.map((d) => counts[dayNumber(d) - dayNumber('2026-01-01')] ?? 0));
      for (const size of sizes)
        expect(size.length === 1 || size.reduce((a, b) => a + b, 0) <= limit).toBe(true);
    }),
    { seed: 7 },
  );
});
