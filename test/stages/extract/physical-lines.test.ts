import fc from 'fast-check';
import { expect, test } from 'vitest';
import { physicalLines } from '../../../src/stages/extract/physical-lines.ts';

const csv = {
  encoding: 'utf-8',
  dialect: { delimiter: ',', quote: '"', escape: '"' },
  blankCounts: false,
} as const;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const lines = (text: string, records: number[], size = 1000) =>
  physicalLines(inPieces(Buffer.from(text), size), csv, { records, broken: [] });

test('quoted line breaks, blank lines and a byte-order mark before a quoted header', async () => {
  const text = '\ufeff"i\nd",b\n1,"x\ny\nz"\n\n\n2,"a ""\n"" b"\n3,c';
  expect((await lines(text, [1, 2, 3])).records).toEqual([3, 8, 10]);
});

test('a quote inside a field opens nothing; carriage returns alone end lines where there is nothing else', async () => {
  expect((await lines('h,h\na"b,1\nc,2\nd,3', [3])).records).toEqual([4]);
  expect((await lines('h,h\ra,1\r"b\r",2\rd,3', [2, 3])).records).toEqual([3, 5]);
});

test('broken records are passed by their bytes and named by their line', async () => {
  const text = 'h,h\n1,a\n2,"open\n3,x\n"y,z\n4,b\n5\n6,c\n';
  const broken = [
    { start: text.indexOf('2,"open'), bytes: Buffer.byteLength('2,"open\n3,x\n"y,z') },
    { start: text.indexOf('5\n'), bytes: 1 },
  ];
  const answer = await physicalLines(inPieces(Buffer.from(text), 3), csv, { records: [1, 2, 3], broken });
  expect(answer).toEqual({ records: [2, 6, 8], broken: [3, 7] });
});

test('JSON lines: every line but a blank one is a record', async () => {
  const text = '{"a":"\\""}\n\n   \n{"b":"it\'s \\"\\""}\r\n\r\n{}';
  const format = { encoding: 'utf-8', dialect: null, blankCounts: false } as const;
  const answer = await physicalLines(inPieces(Buffer.from(text), 5), format, {
    records: [1, 2, 3],
    broken: [],
  });
  expect(answer.records).toEqual([1, 4, 6]);
});

const field = fc.string({ unit: fc.constantFrom('a', 'é', '"', '\n', ',', ' '), maxLength: 6 });
const written = (text: string) => (/["\n,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

test('any CSV in any pieces: the line of a record is one more than the line feeds before it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(2), { minLength: 12, maxLength: 12 }),
      fc.integer({ min: 1, max: 40 }),
      async (rows, blanks, size) => {
        let text = 'h,h\n';
        const expected = rows.map(([a, b], i) => {
          text += '\n'.repeat(blanks[i] ?? 0);
          const line = text.split('\n').length;
          text += `${written(a)},${written(b)}\n`;
          return line;
        });
        expect(
          (
            await lines(
              text,
              rows.map((_, i) => i + 1),
              size,
            )
          ).records,
        ).toEqual(expected);
      },
    ),
    { seed: 5, numRuns: 300 },
  );
});
