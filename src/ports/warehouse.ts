/** What the stages need of the analytical database. DuckDB is the one adapter. */

export type SqlValue = string | number | bigint | boolean | null;
/** One row of a small result: dates and timestamps as ISO text, 64-bit integers as numbers where they are safe. */
export type SqlRow = Readonly<Record<string, unknown>>;
/**
 * Values of one column of a chunk, in row order. Nulls are `null`; DATE is ISO text; integers and doubles are numbers, in an
 * array of their type where there is no null among them.
 */
type ColumnValues = readonly unknown[] | Float64Array | Int32Array;

/** A chunk of a result read by columns: `columns[i]` holds the values of `names[i]`. */
export interface ColumnChunk {
  readonly names: readonly string[];
  readonly rows: number;
  readonly columns: readonly ColumnValues[];
}

/** Column types that can be appended: what the engine itself writes from TypeScript. */
export type AppendType = 'varchar' | 'date' | 'integer' | 'bigint' | 'double' | 'boolean' | 'decimal(9,4)';
export interface AppendColumn {
  readonly name: string;
  readonly type: AppendType;
  /** DATE as ISO text; decimal(9,4) as a whole number of ten-thousandths. */
  readonly values: ColumnValues;
}

/** One connection. Statements on it run one after another. */
export interface Session {
  /** Runs statements; answers how many rows the last one changed. */
  run(sql: string, params?: readonly SqlValue[]): Promise<number>;
  /** A small result as objects. Never for account-scale data: use `read`. */
  rows<T = SqlRow>(sql: string, params?: readonly SqlValue[]): Promise<readonly T[]>;
  /** A result of any size, by columns, streamed in chunks of about 2,048 rows. */
  read(sql: string, params?: readonly SqlValue[]): AsyncIterable<ColumnChunk>;
  /**
   * The same of a result that fits into memory: it is made at once, without waiting for whoever takes the chunks, so that
   * it is ready when something else has been done meanwhile.
   */
  readWhole(sql: string): AsyncIterable<ColumnChunk>;
  /** Appends whole columns to an existing table (`catalog.schema.table`), all columns of equal length. */
  append(table: string, columns: readonly AppendColumn[]): Promise<void>;
  /** Commits when `work` resolves, rolls back when it throws. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Another connection that looks at the same catalog, for work that goes on beside this one's. */
  another(): Promise<Session>;
  close(): void;
}

export interface Warehouse extends Session {
  /** Another connection to the same database; macros, temp tables and variables are per connection. */
  connect(): Promise<Session>;
  /** The parsed tree of one SELECT as DuckDB's json_serialize_sql gives it, or where it does not parse. */
  parse(sql: string): Promise<ParseResult>;
  /**
   * The one-way door: from now on no statement reads a file, reaches a network, attaches a database file or changes a
   * setting; only `allowedDirectories` (given when the warehouse was opened) stays reachable.
   */
  shutDoor(): Promise<void>;
  /**
   * Per cent of the statement that has been at work longest, once that is a second or more; null where there is none, or none
   * that can say.
   */
  progress(): number | null;
  /**
   * Ends the work on every connection: what runs is interrupted, and it and every later statement fail with `reason`. Only
   * rollback still passes, so that whoever unwinds leaves nothing behind.
   */
  stop(reason: Error): void;
}

export type ParseResult =
  | { readonly ok: true; readonly tree: unknown }
  | { readonly ok: false; readonly message: string; readonly offset: number | null };
