import { describe, expect, test } from 'vitest';
import { diffRows, type TextRow } from '../../../src/core/plan/diff-rows.ts';

const grain = ['id', 'day'];
const row = (id: string, cells: TextRow = {}): TextRow => ({ id, day: '2026-01-31', ...cells });
const key = (id: string) => ({ id, day: '2026-01-31' });
const diff = (expected: TextRow[], actual: TextRow[], inexact: string[] = []) =>
  diffRows({ grain, inexact: new Set(inexact), expected, actual });

describe('diffRows', () => {
  test('only the columns that are named are compared', () => {
    expect(diff([row('A', { n: '1' })], [row('A', { n: '1', m: '2' })])).toEqual([]);
  });

  test('a cell that differs comes with its key; null is a value of its own', () => {
    expect(diff([row('A', { n: '1', m: null })], [row('A', { n: '2', m: '' })])).toEqual([
      { key: key('A'), kind: 'cell', column: 'n', expected: '1', actual: '2' },
      { key: key('A'), kind: 'cell', column: 'm', expected: null, actual: '' },
    ]);
  });

  test('rows that are missing, too many, or there twice', () => {
    const found = diff([row('A'), row('B')], [row('B'), row('B'), row('C')]);
    expect(found.map(({ key: { id }, kind }) => [id, kind])).toEqual([
      ['A', 'missing'],
      ['B', 'extra'],
      ['C', 'extra'],
    ]);
  });

  test('doubles are alike to six digits, other numbers are not', () => {
    const third = [row('A', { x: '0.3333333333333333' })];
    expect(diff([row('A', { x: '0.333333' })], third, ['x'])).toEqual([]);
    expect(diff([row('A', { x: '0.3333' })], third, ['x'])).toHaveLength(1);
    expect(diff([row('A', { x: '0.333333' })], third)).toHaveLength(1);
    expect(diff([row('A', { x: '0.333333' })], [row('A', { x: null })], ['x'])).toHaveLength(1);
  });
});
