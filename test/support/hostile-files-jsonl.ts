import { gzipSync } from 'node:zlib';
import { filler, type HostileFile, kept } from './hostile-file.ts';

const good = (id: string) => `{"id":"${id}","account_id":"a","at":"2026-01-05 10:00:00","amount":"1.50"}\n`;
const MIB = 1 << 20;

const between = (what: string, middle: string, ...also: readonly string[]): HostileFile => ({
  what,
  ending: 'jsonl',
  content: () => `${good('g1')}${middle}${good('g2')}`,
  outcome: kept('g1', 'g2', ...also),
});

/** As a good row, but for what its account holds. */
const account = (id: string, value: string) =>
  `{"id":"${id}","account_id":${value},"at":"2026-01-05 10:00:00","amount":"1"}\n`;

export const hostileJsonl: readonly HostileFile[] = [
  between('an object cut off', '{"id":"b1","acc\n'),
  between('an array in the place of an object', '[1,2,3]\n'),
  between('a number in the place of an object', '42\n'),
  between('null in the place of an object', 'null\n'),
  between('no JSON at all', 'hello\n'),
  between('two objects on a line', `${good('b1').trimEnd()}${good('b2')}`),
  between('arrays 500 deep', account('g3', `${filler(500, '[')}${filler(500, ']')}`), 'g3'),
  between('arrays 100,000 deep', account('g3', `${filler(100_000, '[')}${filler(100_000, ']')}`), 'g3'),
  between('objects 100,000 deep', `${'{"a":'.repeat(100_000)}1${filler(100_000, '}')}\n`),
  between('deep arrays that never close', `${filler(1_000_000, '[')}\n`),
  between('a key twice', '{"id":"b1","id":"b2","account_id":"a","at":"never"}\n'),
  between('__proto__ as a key', `{"__proto__":{"x":1},"constructor":1,${good('g3').slice(1)}`, 'g3'),
  between('an escaped NUL', account('g3', '"a\\u0000b"'), 'g3'),
  between('a raw NUL byte', account('b1', '"a\0b"')),
  between('half a surrogate pair', account('b1', '"\\ud800"')),
  between(
    'a number of a thousand digits',
    `{"id":"b1","account_id":"a","at":"2026-01-05","amount":${filler(1000, '9')}}\n`,
  ),
  between('a line of 3 MiB', account('b1', `"${filler(3 * MIB)}"`)),
  between(
    'ten thousand unknown fields',
    `{${Array.from({ length: 10_000 }, (_, i) => `"f${i}":1`).join(',')},${good('g3').slice(1)}`,
    'g3',
  ),
  {
    what: 'JSON behind a byte-order mark',
    ending: 'jsonl',
    content: () => `\ufeff${good('g1')}`,
    outcome: kept('g1'),
  },
  {
    what: 'one array over many lines',
    ending: 'jsonl',
    content: () => `[\n${good('b1').trimEnd()},\n${good('b2')}]\n`,
    outcome: kept('b2'),
  },
  {
    what: 'mixed line ends',
    ending: 'jsonl',
    content: () => `${good('g1').trimEnd()}\r\n${good('g2')}`,
    outcome: kept('g1', 'g2'),
  },
  {
    what: 'a gzip bomb of one line',
    ending: 'jsonl.gz',
    content: () =>
      gzipSync(
        Buffer.concat([Buffer.from(good('g1')), Buffer.alloc(32 * MIB, '['), Buffer.from(`\n${good('g2')}`)]),
      ),
    outcome: kept('g1', 'g2'),
  },
];
