import { filler, good, HEADER, type HostileFile, kept, refused } from './hostile-file.ts';

const MIB = 1 << 20;
const around = (middle: string) => `${HEADER}${good('g1')}${middle}${good('g2')}`;

/** A text between two good rows, both of which have to come through. */
const between = (what: string, middle: string, ...also: readonly string[]): HostileFile => ({
  what,
  ending: 'csv',
  content: () => around(middle),
  outcome: kept('g1', 'g2', ...also),
});

const file = (
  what: string,
  content: () => string | Uint8Array,
  outcome: HostileFile['outcome'],
): HostileFile => ({ what, ending: 'csv', content, outcome });

const rows: readonly HostileFile[] = [
  between('a row of too few columns', 'b1,a,2026-01-05\n'),
  between('a row of too many columns', 'b1,a,2026-01-05,1,2,3\n'),
  between('a row of ten thousand columns', `${filler(10_000, ',')}\n`),
  between('a row of commas alone', ',,,\n'),
  between('a row of blanks', '   \n'),
  between('blank lines', '\n\n\n'),
  between('a NUL byte within a text', 'g3,a\0b,2026-01-05 10:00:00,1\n', 'g3'),
  between('a NUL byte within a number', 'b1,a,2026-01-05 10:00:00,1\x002\n'),
  between('a row of NUL bytes', `${filler(500, '\0')}\n`),
  between('escape sequences of a terminal', 'g3,\x1b[2J\x1b]0;owned\x07,2026-01-05 10:00:00,1\n', 'g3'),
  between('an override of writing direction', 'g3,\u202etxt.exe,2026-01-05 10:00:00,1\n', 'g3'),
  between('a byte-order mark within', 'g3,\ufeffa,2026-01-05 10:00:00,1\n', 'g3'),
  between('a formula', 'g3,=HYPERLINK("http://x"),2026-01-05 10:00:00,1\n', 'g3'),
  between('a formula in quotes', `g3,"=cmd|' /C calc'!A0",2026-01-05 10:00:00,1\n`, 'g3'),
  between('plus, minus and at sign as the first character', 'g3,+1+cmd,2026-01-05 10:00:00,1\n', 'g3'),
  between('SQL', `g3,'); drop table raw.app__things; --,2026-01-05 10:00:00,1\n`, 'g3'),
  between('a path', 'g3,../../../../etc/passwd,2026-01-05 10:00:00,1\n', 'g3'),
  between('a template', `g3,\${HOME} {{7*7}} %n%s,2026-01-05 10:00:00,1\n`, 'g3'),
  between('a quote within a plain field', 'g3,a"b,2026-01-05 10:00:00,1\n', 'g3'),
  between('text after a closing quote', 'b1,"a"b,2026-01-05 10:00:00,1\n'),
  between('a quoted line break', 'g3,"a\nb",2026-01-05 10:00:00,1\n', 'g3'),
  between('infinity and no number as amounts', 'b1,a,2026-01-05,inf\nb2,a,2026-01-05,nan\n'),
  between('an amount beyond its type', 'b1,a,2026-01-05,99999999999999999999\n'),
  between('an amount of a thousand digits', `b1,a,2026-01-05,${filler(1000, '9')}\n`),
  between('an amount with an enormous exponent', 'b1,a,2026-01-05,1e999999999\n'),
  between('a hexadecimal amount', 'b1,a,2026-01-05,0x10\n'),
  between('a day that no calendar has', 'b1,a,2026-02-30 00:00:00,1\n'),
  between('an hour that no clock has', 'b1,a,2026-01-05 25:61:00,1\n'),
  between('the year 294247', 'b1,a,294248-01-01 00:00:00,1\n'),
  between('infinity as an instant', 'b1,a,infinity,1\n'),
  between('no key', ',a,2026-01-05 10:00:00,1\n'),
  between('the same key again', good('g1')),
  between('a field of a MiB', `g3,${filler(MIB)},2026-01-05 10:00:00,1\n`, 'g3'),
  between('a line of 3 MiB', `b1,${filler(3 * MIB)},2026-01-05 10:00:00,1\n`),
  between('a line of 40 MiB', `b1,${filler(40 * MIB)},2026-01-05 10:00:00,1\n`),
  between('ten thousand bad rows', filler(10_000, '#').replaceAll('#', 'b,a,never,1\n')),
];

const latin1 = (text: string) => Buffer.from(text, 'latin1');
/** Bytes that are no UTF-8, between two good rows. */
const broken = (...bytes: readonly number[]) =>
  Buffer.concat([
    latin1(`${HEADER}${good('g1')}b1,`),
    Buffer.from(bytes),
    latin1(`,2026-01-05,1\n${good('g2')}`),
  ]);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

const files: readonly HostileFile[] = [
  file('nothing at all', () => '', kept()),
  file('a header alone', () => HEADER, kept()),
  file('a header without a line end', () => HEADER.trimEnd(), kept()),
  file('a byte-order mark alone', () => '\ufeff', kept()),
  file('a byte-order mark before the header', () => `\ufeff${HEADER}${good('g1')}`, kept('g1')),
  file('two byte-order marks', () => `\ufeff\ufeff${HEADER}${good('g1')}`, kept('g1')),
  file('blank lines alone', () => '\n\n\n\n', kept()),
  file('rows without a header', () => `${good('g1')}${good('g2')}`, refused('columnMissing')),
  file(
    'a header with a name twice',
    () => `id,id,account_id,at,amount\n1,${good('g1')}`,
    refused('columnTwice'),
  ),
  file('a header with an empty name', () => `,${HEADER}x,${good('g1')}`, kept('g1')),
  file('a header that never ends', () => filler(3 * MIB), refused('unreadableFile')),
  file(
    'a header whose quote never closes',
    () => `id,"account_id,at,amount\n${good('g1')}`,
    refused('unreadableFile'),
  ),
  file(
    'a header of 2,000 columns',
    () => `${HEADER.trimEnd()}${filler(2000, ',')}\n${good('g1').trimEnd()}${filler(2000, ',')}\n`,
    kept('g1'),
  ),
  file(
    'a name that is SQL',
    () => `${HEADER.trimEnd()},"""; drop table x; --"\n${good('g1').trimEnd()},1\n`,
    kept('g1'),
  ),
  file('a last row without a line end', () => around('').trimEnd(), kept('g1', 'g2')),
  file('a last row cut off', () => `${around('')}b1,a,2026-0`, kept('g1', 'g2')),
  file('a quote never closed in the last row', () => `${around('')}b1,"a,2026-01-05,1\n`, kept('g1', 'g2')),
  file('Windows line ends', () => around('').replaceAll('\n', '\r\n'), kept('g1', 'g2')),
  file('line ends of old Macs', () => around('').replaceAll('\n', '\r'), kept('g1', 'g2')),
  file('Latin-1 in a UTF-8 file', () => latin1(around('b1,M\u00fcller,2026-01-05,1\n')), kept('g1', 'g2')),
  file('UTF-16 for UTF-8', () => utf16(around('')), refused('unreadableFile')),
  file('overlong UTF-8', () => broken(0xc0, 0xaf), kept('g1', 'g2')),
  file('half a surrogate pair', () => broken(0xed, 0xa0, 0x80), kept('g1', 'g2')),
  file(
    'random bytes',
    () => Buffer.from(Array.from({ length: 65_536 }, (_, i) => (i * 2_654_435_761) >>> 24)),
    refused('unreadableFile'),
  ),
  file(
    'an HTML page of an error',
    () => '<!DOCTYPE html>\n<html><body>503 Service Unavailable</body></html>\n',
    refused('columnMissing'),
  ),
  file(
    'an XML bomb',
    () => '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l>\n',
    refused('columnMissing'),
  ),
  file('JSON', () => '{"id":"g1","account_id":"a"}\n', refused('columnMissing')),
  file(
    'an executable',
    () => Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01'), Buffer.alloc(4096)]),
    refused('columnMissing'),
  ),
];

export const hostileCsv: readonly HostileFile[] = [...rows, ...files];
