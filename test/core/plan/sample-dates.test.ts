import { describe, expect, test } from 'vitest';
import { neighbourDate, sampleDates } from '../../../src/core/plan/sample-dates.ts';

const DATES = Array.from({ length: 10 }, (_, i) => `2026-01-${String(i + 1).padStart(2, '0')}`);

describe('sampleDates', () => {
  test('spreads over all dates and leaves a gap at both ends', () => {
    expect(sampleDates(DATES, 1)).toEqual(['2026-01-06']);
    expect(sampleDates(DATES, 3)).toEqual(['2026-01-02', '2026-01-06', '2026-01-09']);
  });

  test('takes all where there are not more, and none of none', () => {
    expect(sampleDates(DATES, 10)).toEqual(DATES);
    expect(sampleDates(DATES, 99)).toEqual(DATES);
    expect(sampleDates([], 3)).toEqual([]);
  });
});

describe('neighbourDate', () => {
  test('is the one before, or else the one after', () => {
    expect(neighbourDate(DATES, '2026-01-05')).toBe('2026-01-04');
    expect(neighbourDate(DATES, '2026-06-01')).toBe('2026-01-10');
    expect(neighbourDate(DATES, '2026-01-01')).toBe('2026-01-02');
    expect(neighbourDate([], '2026-01-01')).toBeUndefined();
  });
});
