import { type HostileFile, kept, refused } from './hostile-file.ts';

const UNREADABLE = refused('unreadableFile');

/** Ways to break a good Parquet file. Its footer begins so many bytes before its end as the word before the magic says. */
export function hostileParquet(whole: Buffer): readonly HostileFile[] {
  const footer = whole.length - 8 - whole.readUInt32LE(whole.length - 8);
  const changed = (change: (copy: Buffer) => void) => () => {
    const copy = Buffer.from(whole);
    change(copy);
    return copy;
  };
  const file = (
    what: string,
    content: () => Uint8Array,
    outcome: HostileFile['outcome'] = UNREADABLE,
  ): HostileFile => ({
    what,
    ending: 'parquet',
    content,
    outcome,
  });
  return [
    file('Parquet as it should be', () => whole, kept('g1', 'g2')),
    file('nothing that claims to be Parquet', () => Buffer.alloc(0), kept()),
    file('the magic alone', () => Buffer.from('PAR1')),
    file('the magic twice and nothing between', () => Buffer.from('PAR1PAR1')),
    file('text that claims to be Parquet', () => Buffer.from('id,account_id\n1,a\n')),
    file('Parquet cut in half', () => whole.subarray(0, whole.length / 2)),
    file('Parquet without its last byte', () => whole.subarray(0, -1)),
    file(
      'a wrong magic at the end',
      changed((copy) => void copy.write('PARX', copy.length - 4)),
    ),
    file(
      'a wrong magic at the beginning',
      changed((copy) => void copy.write('XXXX', 0)),
      kept('g1', 'g2'),
    ),
    file(
      'a footer longer than the file',
      changed((copy) => void copy.writeUInt32LE(0x7fffffff, copy.length - 8)),
    ),
    file(
      'a footer of no bytes',
      changed((copy) => void copy.writeUInt32LE(0, copy.length - 8)),
    ),
    file(
      'a footer of zeros',
      changed((copy) => void copy.fill(0, footer, copy.length - 8)),
    ),
    file(
      'a footer of ones',
      changed((copy) => void copy.fill(0xff, footer, copy.length - 8)),
    ),
    file(
      'data of zeros',
      changed((copy) => void copy.fill(0, 4, footer)),
    ),
    file(
      'data of ones',
      changed((copy) => void copy.fill(0xff, 4, footer)),
    ),
  ];
}
