import type { LineFormat } from './layout.ts';
import { textDecoder } from './read-head.ts';
import { RecordScanner } from './record-scanner.ts';

/** A record that the reader could not split, as it reported it: offsets in the UTF-8 text, the byte-order mark included. */
export interface BrokenRecord {
  /** Offset from 0. */
  readonly start: number;
  /** Null when the reader does not say how long it is. */
  readonly bytes: number | null;
}

export interface LineQuestion {
  /** Numbers from 1 among the records that the reader did split, ascending. */
  readonly records: readonly number[];
  /** Ascending by offset. */
  readonly broken: readonly BrokenRecord[];
  /** In their place, once a file is loaded and nobody knows the offsets any more: every line of a broken record. */
  readonly brokenLines?: ReadonlySet<number>;
}

export interface LineAnswer {
  /** Physical lines from 1, one for each of `records`. */
  readonly records: readonly number[];
  /** And one for each of `broken`. */
  readonly broken: readonly number[];
}

const MARK = Buffer.from('\ufeff');

/**
 * The physical line on which each record begins: exact after quoted line breaks, blank lines and broken records, which
 * DuckDB's own line number is not. Reads no further than it must; about 10 million plain records a second.
 */
export async function physicalLines(
  content: AsyncIterable<Uint8Array>,
  format: LineFormat,
  question: LineQuestion,
): Promise<LineAnswer> {
  const walk = new Walk(format, question);
  const decode = format.encoding === 'utf-8' ? null : textDecoder(format.encoding);
  for await (const piece of content) {
    const bytes = decode
      ? Buffer.from(decode(piece))
      : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    if (walk.read(bytes, false)) return walk.answer;
  }
  walk.read(Buffer.alloc(0), true);
  return walk.answer;
}

class Walk {
  readonly #format: LineFormat;
  readonly #question: LineQuestion;
  readonly #records: number[] = [];
  readonly #broken: number[] = [];
  #scanner: RecordScanner | null = null;
  /** Bytes from the beginning of the current record on, and where they lie in the text. */
  #rest: Buffer = Buffer.alloc(0);
  #offset = 0;
  #line = 1;
  #record = 0;
  #headerToCome: boolean;

  constructor(format: LineFormat, question: LineQuestion) {
    this.#format = format;
    this.#question = question;
    this.#headerToCome = format.dialect !== null;
  }

  get answer(): LineAnswer {
    return { records: this.#records, broken: this.#broken };
  }

  /** Takes the next bytes; answers whether everything is known. */
  read(bytes: Buffer, last: boolean): boolean {
    const buffer = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    this.#scanner ??= new RecordScanner(this.#format.dialect, buffer);
    let at = this.#offset === 0 && buffer.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
    while (at < buffer.length && !this.#done()) {
      const end = this.#step(this.#scanner, buffer, at, last);
      if (end < 0) break;
      at = end;
    }
    this.#offset += at;
    this.#rest = buffer.subarray(at);
    return this.#done();
  }

  /** Passes one record, or one line of a broken one; answers where the next begins, or -1 when more bytes are needed. */
  #step(scanner: RecordScanner, buffer: Buffer, at: number, last: boolean): number {
    if (this.#question.brokenLines?.has(this.#line)) return this.#passLine(scanner, buffer, at);
    const broken = this.#question.broken[this.#broken.length];
    const brokenAt = broken === undefined ? Number.POSITIVE_INFINITY : broken.start - this.#offset;
    const isBroken = brokenAt <= at;
    const skipped = isBroken && broken?.bytes != null ? at + broken.bytes : at;
    const found =
      isBroken && broken?.bytes != null ? endOfBroken(scanner, buffer, skipped) : scanner.end(buffer, at);
    if (found < 0 && !last) return -1;
    const whole = found < 0 ? buffer.length : found;
    const end = isBroken ? whole : Math.min(whole, brokenAt);
    if (isBroken) this.#broken.push(this.#line);
    else this.#countRecord(scanner, buffer, at, end);
    this.#line += scanner.countLines(buffer, at, end);
    return end;
  }

  #passLine(scanner: RecordScanner, buffer: Buffer, at: number): number {
    const end = scanner.lineEnd(buffer, at);
    if (end >= 0) this.#line += 1;
    return end;
  }

  #countRecord(scanner: RecordScanner, buffer: Buffer, at: number, end: number): void {
    if (this.#headerToCome) {
      this.#headerToCome = false;
      return;
    }
    if (!this.#format.blankCounts && scanner.isBlank(buffer, at, end)) return;
    this.#record += 1;
    if (this.#question.records[this.#records.length] === this.#record) this.#records.push(this.#line);
  }

  #done(): boolean {
    return (
      this.#records.length === this.#question.records.length &&
      this.#broken.length === this.#question.broken.length
    );
  }
}

/** The reader's text of a broken record leaves out its line end. */
function endOfBroken(scanner: RecordScanner, buffer: Buffer, from: number): number {
  return from > buffer.length ? -1 : scanner.lineEnd(buffer, Math.max(0, from - 1));
}
