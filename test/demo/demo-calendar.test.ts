import { expect, test } from 'vitest';
import { addDays } from '../../src/core/config/days.ts';
import { demoCalendar, firstOfMonth } from '../../src/demo/demo-calendar.ts';

test('the calendar counts back whole months from the month of the last day', () => {
  const calendar = demoCalendar(30, '2026-11-01');
  expect(calendar.start).toBe('2024-05-01');
  expect(calendar.until).toBe('2026-11-01');
  expect(calendar.months).toHaveLength(30);
  expect(calendar.months.at(-1)).toEqual({ month: '2026-10', from: '2026-10-01', to: '2026-11-01' });
});

test('an end within a month keeps the start and cuts the last period', () => {
  const calendar = demoCalendar(30, '2026-10-15');
  expect(calendar.start).toBe('2024-05-01');
  expect(calendar.until).toBe('2026-11-01');
  expect(calendar.months.at(-1)).toEqual({ month: '2026-10', from: '2026-10-01', to: '2026-10-15' });
  expect(calendar.quarters.at(-1)).toEqual({ month: '2026-10', from: '2026-10-01', to: '2026-10-15' });
});

test('quarters and half-years are those of the year, and tile the time', () => {
  const { quarters, halves, start, end } = demoCalendar(14, '2026-11-01');
  expect(quarters.map(({ month }) => month)).toEqual([
    '2025-09',
    '2025-12',
    '2026-03',
    '2026-06',
    '2026-09',
    '2026-10',
  ]);
  expect(halves.map(({ month }) => month)).toEqual(['2025-12', '2026-06', '2026-10']);
  for (const periods of [quarters, halves]) {
    expect(periods[0]?.from).toBe(start);
    expect(periods.at(-1)?.to).toBe(end);
    periods.slice(1).forEach((period, index) => {
      expect(period.from).toBe(periods[index]?.to);
    });
  }
});

test('account exports fall on Mondays, every week in the last half-year and every second before', () => {
  const { accountExports } = demoCalendar(30, '2026-11-01');
  for (const day of accountExports) expect(new Date(`${day}T00:00Z`).getUTCDay()).toBe(1);
  const gaps = accountExports
    .slice(1)
    .map((day, i) => (Date.parse(day) - Date.parse(accountExports[i] ?? day)) / 86_400_000);
  expect(new Set(gaps.slice(0, 40))).toEqual(new Set([14]));
  expect(new Set(gaps.slice(-20))).toEqual(new Set([7]));
  expect(accountExports.at(-1)).toBe('2026-10-26');
});

test('days are added over a change of summer time and over a leap day', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(firstOfMonth('2025-12-31', 1)).toBe('2026-01-01');
});
