import { expect, test } from 'vitest';
import { outboxCsv, outboxJsonl } from '../../../src/core/publish/outbox-text.ts';

const COLUMNS = ['name', 'points', 'is_news'];

test('JSON lines hold the columns in their order, and null where there is nothing', () => {
  const rows = [
    { points: -1.5, is_news: true, name: 'a "b"\nc' },
    { name: null, points: null, is_news: false },
  ];
  expect(outboxJsonl(COLUMNS, rows)).toBe(
    '{"name":"a \\"b\\"\\nc","points":-1.5,"is_news":true}\n{"name":null,"points":null,"is_news":false}\n',
  );
  expect(outboxJsonl(COLUMNS, [])).toBe('');
});

test('CSV has a header, and quotes what would break it', () => {
  const rows = [
    { name: 'a, "b"\r\nc', points: 1, is_news: true },
    { name: null, points: null, is_news: false },
  ];
  expect(outboxCsv(COLUMNS, rows)).toBe('name,points,is_news\r\n"a, ""b""\r\nc",1,true\r\n,,false\r\n');
  expect(outboxCsv(COLUMNS, [])).toBe('name,points,is_news\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+49 30', "'+49 30"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ['a=1', 'a=1'],
])('text that a spreadsheet would run is escaped: %j', (text, expected) => {
  expect(outboxCsv(['x'], [{ x: text }])).toBe(`x\r\n${expected}\r\n`);
});

test('a negative number stays one', () => {
  expect(outboxCsv(['x'], [{ x: -2 }])).toBe('x\r\n-2\r\n');
});
