import { describe, expect, test } from 'vitest';
import { asOfText, speaksOfAsOf } from '../../../src/core/plan/as-of-text.ts';

describe('asOfText', () => {
  test.each([
    ['as_of', '2026-01-31'],
    ['as_of - 31d', '2025-12-31'],
    ['as_of + 29d', '2026-03-01'],
    ['as_of - 3d 14:30', '2026-01-28 14:30:00'],
    ['as_of 00:00', '2026-01-31 00:00:00'],
    ['as_of - 3d 14:30:15.250', '2026-01-28 14:30:15.250'],
  ])('%s is %s', (text, meant) => expect(asOfText(text, '2026-01-31')).toBe(meant));

  test.each([
    'as_of -3d',
    'as_of - 3',
    'as_of - 3 days',
    'as_of - 3d 24:00',
    'as_of - 1d 9:00',
    ' as_of',
    'as_of ',
  ])('"%s" is none of the forms', (text) => expect(asOfText(text, '2026-01-31')).toBeNull());

  test('a text that only begins alike does not speak of the day', () => {
    expect(speaksOfAsOf('as_of - tomorrow')).toBe(true);
    expect(speaksOfAsOf('as_offered')).toBe(false);
  });
});
