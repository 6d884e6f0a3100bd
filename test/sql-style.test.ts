import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const files = ['models', 'sql'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .map((file) => join(folder, file)),
);

const KEYWORDS =
  /\b(SELECT|FROM|WHERE|JOIN|LEFT|INNER|WITH|AS|ON|AND|OR|GROUP|ORDER|BY|CASE|WHEN|THEN|ELSE|END|CAST|NULL|IS|NOT|IN|OVER|PARTITION)\b/;

/** What a line of SQL may not look like; comments and texts aside. */
function complaints(line: string): string[] {
  const code = line.replace(/--.*$/, '').replace(/'[^']*'/g, "''");
  return [
    KEYWORDS.test(code) ? 'keywords are lower case' : '',
    /\t/.test(line) ? 'indent by blanks' : '',
    /\s$/.test(line) ? 'trailing blanks' : '',
    /^(?: {2})* \S/.test(code) ? 'indent by two' : '',
    line.length > 130 ? 'longer than 130' : '',
    /::/.test(code) ? 'cast(), not ::' : '',
  ].filter((complaint) => complaint !== '');
}

describe('SQL has one shape', () => {
  test('there is SQL to look at', () => expect(files.length).toBeGreaterThan(30));

  test.each(files)('%s', (file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const found = text
      .split('\n')
      .flatMap((line, i) => complaints(line).map((complaint) => `${i + 1}: ${complaint}`));
    expect(found).toEqual([]);
    expect(text.endsWith('\n') && !text.endsWith('\n\n')).toBe(true);
  });
});
