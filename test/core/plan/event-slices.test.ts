import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../../src/core/config/days.ts';
import { eventWindows } from '../../../src/core/plan/event-slices.ts';

const days = (...rows: number[]) => rows.map((n, i) => ({ day: addDays('2026-01-01', i), rows: n }));

test('days are filled into windows up to the most, and a day is never cut', () => {
  expect(eventWindows(days(2, 2, 2, 9, 1), 4)).toEqual([
    { from: null, until: '2026-01-03' },
    { from: '2026-01-03', until: '2026-01-04' },
    { from: '2026-01-04', until: '2026-01-05' },
    { from: '2026-01-05', until: null },
  ]);
});

test('few events, or none, are one window', () => {
  expect(eventWindows(days(1, 1), 4)).toEqual([{ from: null, until: null }]);
  expect(eventWindows([], 4)).toEqual([{ from: null, until: null }]);
});

test('windows lie end to end over all of time', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 20 }),
      (rows, most) => {
        const windows = eventWindows(days(...rows), most);
        expect([windows[0]?.from, windows.at(-1)?.until]).toEqual([null, null]);
        for (let i = 1; i < windows.length; i++) expect(windows[i]?.from).toBe(windows[i - 1]?.until);
      },
    ),
    { seed: 1 },
  );
});
