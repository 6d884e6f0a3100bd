import type { DemoContext } from '../demo-context.ts';

const SOURCE = 'product__events';

interface Counts {
  readonly records: number;
  readonly keys: number;
  readonly duplicate_row: number;
  readonly repeated_in_another_file: number;
  readonly unknown_account: number;
  readonly event_after_leaving: number;
  readonly late_row: number;
}

/** Counts what the event files hold, file by file, because they are never all in memory at once. */
export class ProductEventTally {
  readonly #context: DemoContext;
  readonly #mess = new Map<string, { count: number; files: string[] }>();
  #events = 0;

  constructor(context: DemoContext) {
    this.#context = context;
  }

  /** Counts the rows of one file, given as the text after `from`; answers how many there are. */
  async count(file: string, rows: string): Promise<number> {
    const { session, options, tally } = this.#context;
    const [counts] = await session.rows<Counts>(`
      select
        count(*) as records,
        count(*) filter (copy = 0) as keys,
        count(*) filter (copy = 1) as duplicate_row,
        count(*) filter (copy = 2) as repeated_in_another_file,
        count(*) filter (n >= ${options.accounts}) as unknown_account,
        count(*) filter (has_left) as event_after_leaving,
        count(*) filter (received_at >= cast(occurred_at as date) + 20) as late_row
      from ${rows}`);
    if (counts === undefined) return 0;
    const { records, keys, ...mess } = counts;
    this.#events += keys;
    tally.source({ source: SOURCE, files: 1, records, keys, repeats: records - keys, rejects: 0 });
    for (const [kind, count] of Object.entries(mess)) this.#add(kind, count, file);
    return records;
  }

  /** Notes one line cut short in a file. */
  cut(file: string): void {
    this.#context.tally.source({ source: SOURCE, files: 0, records: 1, keys: 0, repeats: 0, rejects: 1 });
    this.#add('truncated_line', 1, file);
  }

  /** Hands everything to the report; answers how many distinct events there are. */
  finish(firstWithNewColumn: string): number {
    const { tally } = this.#context;
    for (const [kind, { count, files }] of this.#mess)
      tally.mess({ kind, source: SOURCE, count, unit: 'rows', files });
    const files = [firstWithNewColumn];
    tally.mess({ kind: 'column_added', source: SOURCE, count: 1, unit: 'columns', files });
    return this.#events;
  }

  #add(kind: string, count: number, file: string): void {
    if (count === 0) return;
    const old = this.#mess.get(kind) ?? { count: 0, files: [] };
    this.#mess.set(kind, { count: old.count + count, files: [...old.files, file] });
  }
}
