import { describe, expect, test } from 'vitest';
import { dirtyDates } from '../../../src/core/plan/dirty-dates.ts';

const wanted = {
  dates: ['2026-01-05', '2026-01-12', '2026-01-14'],
  onCalendar: (d: string) => ['2026-01-05', '2026-01-12', '2026-01-19'].includes(d),
};
const node = { fingerprint: 'f', sources: ['raw.a', 'raw.b'] };
const state = (builtDates: string[], generation = 3) => ({ fingerprint: 'f', generation, builtDates });

describe('which as-of dates are not right', () => {
  test('those never built', () => {
    expect(dirtyDates(wanted, state(['2026-01-05']), node, [])).toEqual({
      whole: false,
      build: ['2026-01-12', '2026-01-14'],
      drop: [],
    });
  });

  test('all, once the SQL has changed or nothing was made', () => {
    expect(dirtyDates(wanted, { ...state(['2026-01-05']), fingerprint: 'g' }, node, []).whole).toBe(true);
    expect(dirtyDates(wanted, { fingerprint: null, generation: 0, builtDates: [] }, node, []).build).toEqual(
      wanted.dates,
    );
  });

  test('those strictly after the instant from which a change became known', () => {
    const built = state(['2026-01-05', '2026-01-12', '2026-01-14']);
    const change = (knownFrom: string, generation = 4, source = 'raw.a') => [
      { generation, source, knownFrom },
    ];
    expect(dirtyDates(wanted, built, node, change('2026-01-12 00:00:00')).build).toEqual(['2026-01-14']);
    expect(dirtyDates(wanted, built, node, change('2026-01-11 23:59:59.999999')).build).toEqual([
      '2026-01-12',
      '2026-01-14',
    ]);
    expect(dirtyDates(wanted, built, node, change('2026-01-01 00:00:00', 3)).build).toEqual([]);
    expect(dirtyDates(wanted, built, node, change('2026-01-01 00:00:00', 4, 'raw.other')).build).toEqual([]);
  });

  test('a date that is not wanted goes when it is off the calendar or no longer right, and stays otherwise', () => {
    const built = state(['2026-01-13', '2026-01-19', ...wanted.dates]);
    expect(dirtyDates(wanted, built, node, []).drop).toEqual(['2026-01-13']);
    const late = [{ generation: 9, source: 'raw.b', knownFrom: '2026-01-18 00:00:00' }];
    expect(dirtyDates(wanted, built, node, late)).toEqual({
      whole: false,
      build: [],
      drop: ['2026-01-13', '2026-01-19'],
    });
  });
});
