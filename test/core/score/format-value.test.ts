import { expect, it } from 'vitest';
import { formatPoints, formatValue } from '../../../src/core/score/format-value.ts';

it('writes values as a person reads them', () => {
  expect(formatValue(3, 'number')).toBe('3');
  expect(formatValue(2.54, 'number')).toBe('2.5');
  expect(formatValue(1234567, 'number')).toBe('1,234,567');
  expect(formatValue(-1234.5, 'number')).toBe('-1,234.5');
  expect(formatValue(1.07, 'percent')).toBe('107 %');
  expect(formatValue(1234567, 'cents')).toBe('12,345.67');
  expect(formatValue(1, 'yes_no')).toBe('yes');
  expect(formatValue(0, 'yes_no')).toBe('no');
});

it('writes points with one decimal, and never rounds a loss away', () => {
  expect(formatPoints(123_456)).toBe('12.3');
  expect(formatPoints(4)).toBe('0.0004');
});
