import type { CsvDialect } from './csv-record.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;

/** Finds records in bytes: where one ends, whether it is blank, how many lines it covers. */
export class RecordScanner {
  readonly #quote: number | null;
  readonly #escape: number;
  readonly #delimiter: number;
  readonly #lineEnd: number;
  #nextQuote = -1;
  #of: Buffer | null = null;

  /** `sample` tells which line ends the file has: carriage returns alone only where there is no line feed at all. */
  constructor(dialect: CsvDialect | null, sample: Buffer) {
    const last = (text: string) => Buffer.from(text).at(-1) ?? 0;
    this.#quote = dialect ? last(dialect.quote) : null;
    this.#escape = dialect ? last(dialect.escape) : 0;
    this.#delimiter = dialect ? last(dialect.delimiter) : 0;
    this.#lineEnd =
      sample.includes(LINE_FEED) || !sample.includes(CARRIAGE_RETURN) ? LINE_FEED : CARRIAGE_RETURN;
  }

  /** Offset after the record that begins at `from`, its line end included; -1 when the buffer ends before it does. */
  end(buffer: Buffer, from: number): number {
    const line = this.lineEnd(buffer, from);
    if (
      this.#quote === null ||
      this.#quoteAfter(buffer, from, this.#quote) > (line < 0 ? buffer.length : line)
    )
      return line;
    return this.#quotedEnd(buffer, from, this.#quote);
  }

  /** Offset after the next line end; -1 when there is none. */
  lineEnd(buffer: Buffer, from: number): number {
    const at = buffer.indexOf(this.#lineEnd, from);
    return at < 0 ? -1 : at + 1;
  }

  isBlank(buffer: Buffer, from: number, end: number): boolean {
    for (let at = from; at < end; at++) {
      const byte = buffer[at];
      const passes =
        byte === LINE_FEED || byte === CARRIAGE_RETURN || (byte === SPACE && this.#quote === null);
      if (!passes) return false;
    }
    return true;
  }

  countLines(buffer: Buffer, from: number, end: number): number {
    let count = 0;
    for (
      let at = buffer.indexOf(this.#lineEnd, from);
      at >= 0 && at < end;
      at = buffer.indexOf(this.#lineEnd, at + 1)
    )
      count += 1;
    return count;
  }

  /** Most records of most files hold no quote: the next one is looked up once for all of them. */
  #quoteAfter(buffer: Buffer, from: number, quote: number): number {
    if (this.#of !== buffer || this.#nextQuote < from) {
      this.#of = buffer;
      const at = buffer.indexOf(quote, from);
      this.#nextQuote = at < 0 ? Number.POSITIVE_INFINITY : at;
    }
    return this.#nextQuote;
  }

  #quotedEnd(buffer: Buffer, from: number, quote: number): number {
    let quoted = false;
    let fieldBegins = true;
    for (let at = from; at < buffer.length; at++) {
      const byte = buffer[at];
      if (quoted) {
        const next = buffer[at + 1];
        if (byte === this.#escape && (next === quote || (next === this.#escape && this.#escape !== quote)))
          at += 1;
        else if (byte === quote) quoted = false;
        continue;
      }
      if (byte === this.#lineEnd) return at + 1;
      quoted = fieldBegins && byte === quote;
      fieldBegins = byte === this.#delimiter;
    }
    return -1;
  }
}
