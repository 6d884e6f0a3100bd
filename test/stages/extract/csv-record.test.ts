import { expect, test } from 'vitest';
import { firstRecord } from '../../../src/stages/extract/csv-record.ts';

const csv = { delimiter: ',', quote: '"', escape: '"' };

test('fields of the first record, and where it ends', () => {
  expect(firstRecord('a,b,\nc', csv)).toEqual({ fields: ['a', 'b', ''], end: 5, closed: true });
  expect(firstRecord('a,"b ""c"",\nd"\r\ne', csv)).toEqual({
    fields: ['a', 'b "c",\nd'],
    end: 16,
    closed: true,
  });
  expect(firstRecord('a\rb', csv)).toEqual({ fields: ['a'], end: 2, closed: true });
});

test('a text that stops', () => {
  expect(firstRecord('a,b', csv)).toEqual({ fields: ['a', 'b'], end: 3, closed: false });
  expect(firstRecord('a,"b', csv)).toBeNull();
  expect(firstRecord('', csv)).toEqual({ fields: [''], end: 0, closed: false });
});

test('another escape', () => {
  expect(firstRecord('"a\\"b\\\\";c\n', { delimiter: ';', quote: '"', escape: '\\' })?.fields).toEqual([
    'a"b\\',
    'c',
  ]);
});
