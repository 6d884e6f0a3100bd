import { gzipSync } from 'node:zlib';
import { filler, good, HEADER, type HostileFile, kept, refused } from './hostile-file.ts';

const MIB = 1 << 20;
const TEXT = `${HEADER}${good('g1')}${good('g2')}`;

const file = (
  what: string,
  content: () => string | Uint8Array,
  outcome: HostileFile['outcome'],
): HostileFile => ({ what, ending: 'csv.gz', content, outcome });

/** The beginning of a zip archive, as one that was renamed has it. */
const ZIP = Buffer.from('504b0304140000000800', 'hex');

/** So many times the same megabyte, in a few kilobytes. */
function bomb(head: string, mebibytes: number, tail: string): Buffer {
  return gzipSync(Buffer.concat([Buffer.from(head), Buffer.alloc(mebibytes * MIB, 'x'), Buffer.from(tail)]));
}

export const hostileGzip: readonly HostileFile[] = [
  file(
    'a gzip bomb: one line of 64 MiB',
    () => bomb(`${HEADER}${good('g1')}b1,`, 64, `\n${good('g2')}`),
    kept('g1', 'g2'),
  ),
  file('a gzip bomb as header', () => bomb('', 64, ''), refused('unreadableFile')),
  file('a gzip bomb of NUL bytes', () => gzipSync(Buffer.alloc(64 * MIB)), refused('unreadableFile')),
  file(
    'a gzip bomb of bad rows',
    () => gzipSync(`${TEXT}${'b,a,never,1\n'.repeat(100_000)}`),
    kept('g1', 'g2'),
  ),
  file('gzip within gzip', () => gzipSync(gzipSync(TEXT)), refused('unreadableFile')),
  file(
    'gzip cut off in the middle',
    () => {
      const whole = gzipSync(TEXT + 'x,a,2026-01-05,1\n'.repeat(20_000));
      return whole.subarray(0, whole.length / 2);
    },
    refused('unreadableFile'),
  ),
  file(
    'gzip with a wrong checksum',
    () => {
      const bytes = gzipSync(TEXT);
      bytes.writeUInt32LE(1, bytes.length - 8);
      return bytes;
    },
    refused('unreadableFile'),
  ),
  file(
    'gzip followed by rubbish',
    () => Buffer.concat([gzipSync(TEXT), Buffer.from(filler(100))]),
    refused('unreadableFile'),
  ),
  file(
    'two gzip members',
    () => Buffer.concat([gzipSync(`${HEADER}${good('g1')}`), gzipSync(good('g2'))]),
    kept('g1', 'g2'),
  ),
  file('plain text that claims to be gzip', () => TEXT, refused('unreadableFile')),
  file('nothing that claims to be gzip', () => '', kept()),
  file('gzip of nothing', () => gzipSync(''), kept()),
  file(
    'a zip archive that claims to be gzip',
    () => Buffer.concat([ZIP, Buffer.alloc(100)]),
    refused('unreadableFile'),
  ),
];
