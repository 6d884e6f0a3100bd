import { expect, test } from 'vitest';
import { HoldfastError } from '../../../src/errors.ts';
import { filePattern } from '../../../src/stages/extract/file-pattern.ts';
import { inOrder } from '../../../src/stages/extract/find-files.ts';

const matches = (pattern: string, paths: readonly string[]) => {
  const { match } = filePattern(pattern);
  return paths.filter((path) => match(path) !== undefined);
};

test('* stays in its folder, ** crosses folders, other characters are themselves', () => {
  const paths = ['a/b.csv', 'a/b/c.csv', 'a/b/c/d.csv', 'b.csv', 'a/bXcsv', 'a/b.csv.part'];
  expect(matches('a/*.csv', paths)).toEqual(['a/b.csv']);
  expect(matches('**/*.csv', paths)).toEqual(['a/b.csv', 'a/b/c.csv', 'a/b/c/d.csv', 'b.csv']);
  expect(matches('a/**', paths)).toEqual(['a/b.csv', 'a/b/c.csv', 'a/b/c/d.csv', 'a/bXcsv', 'a/b.csv.part']);
  expect(matches('a/?.csv', paths)).toEqual(['a/b.csv']);
  expect(matches('a/b(1)+[x].csv', ['a/b(1)+[x].csv', 'a/bx.csv'])).toEqual(['a/b(1)+[x].csv']);
});

test('hidden names match no wildcard', () => {
  expect(matches('*', ['.tmp', 'x'])).toEqual(['x']);
  expect(matches('a/*.csv', ['a/.x.csv'])).toEqual([]);
  expect(matches('**/x.csv', ['.git/x.csv', 'a/x.csv'])).toEqual(['a/x.csv']);
  expect(matches('a*', ['a.csv'])).toEqual(['a.csv']);
});

test('the date in a name is the file’s own; a month ends on the first day after it', () => {
  expect(filePattern('x_{date}.csv').match('x_2026-02-28.csv')).toBe('2026-02-28');
  expect(filePattern('{month}/x.csv').match('2025-12/x.csv')).toBe('2026-01-01');
  expect(filePattern('x.csv').match('x.csv')).toBeNull();
  expect(filePattern('{date}/x_{date}.csv').match('2026-01-01/x_2026-01-01.csv')).toBe('2026-01-01');
  expect(filePattern('{date}/x_{date}.csv').match('2026-01-01/x_2026-01-02.csv')).toBeUndefined();
  expect(() => filePattern('{month}.csv').match('2026-13.csv')).toThrow(HoldfastError);
});

test('the folder above the first wildcard is what has to be listed', () => {
  expect(filePattern('a/b/c_{date}.csv').folder).toBe('a/b');
  expect(filePattern('*.csv').folder).toBe('');
  expect(filePattern('a/b.csv').folder).toBe('a');
  expect(filePattern('a*/b/*.csv').folder).toBe('');
});

test('a pattern can’t leave the root', () => {
  for (const pattern of ['../x.csv', '/etc/passwd', 'a/../../b.csv'])
    expect(() => filePattern(pattern)).toThrow(/leaves the folder/);
});

test('files are ordered by date, then by path without its ending', () => {
  const files = [
    { fileDate: '2026-01-02', path: 'b.csv' },
    { fileDate: null, path: 'z.csv' },
    { fileDate: '2026-01-01', path: 'inv-corrected.csv' },
    { fileDate: '2026-01-01', path: 'inv.csv.gz' },
    { fileDate: '2026-01-01', path: 'inv.csv' },
  ];
  expect([...files].sort(inOrder).map((file) => file.path)).toEqual([
    'z.csv',
    'inv.csv',
    'inv.csv.gz',
    'inv-corrected.csv',
    'b.csv',
  ]);
});
