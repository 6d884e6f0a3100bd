import type { DuckDBConnection, DuckDBDataChunk, DuckDBValue, DuckDBVector } from '@duckdb/node-api';
import { identifier } from '../../core/sql/quote.ts';
import type { AppendColumn, ColumnChunk, Session, SqlRow, SqlValue } from '../../ports/warehouse.ts';
import { appendColumns } from './append.ts';
import type { ConnectionSource } from './connection-source.ts';
import { boundValues, plainValue } from './convert.ts';
import { engineTrouble } from './engine-trouble.ts';
import { numbersWithoutNulls } from './vector-items.ts';

/** Shared by all connections of a warehouse. */
export interface Shared {
  /** Why they have been stopped, if they have. */
  reason: Error | null;
  /** Those that are open. */
  readonly sessions: Set<DuckdbSession>;
  readonly source: ConnectionSource;
}

/** One DuckDB connection. Calls queue up behind each other, so that callers need no lock of their own. */
export class DuckdbSession implements Session {
  readonly #connection: DuckDBConnection;
  #last: Promise<unknown> = Promise.resolve();

  readonly #shared: Shared;
  /** Since when it is at work, on the clock of `performance`; null while it is idle. */
  #workingSince: number | null = null;

  constructor(connection: DuckDBConnection, shared: Shared) {
    this.#connection = connection;
    this.#shared = shared;
    shared.sessions.add(this);
  }

  async connect(): Promise<Session> {
    return new DuckdbSession(await this.#shared.source.open(), this.#shared);
  }

  async another(): Promise<Session> {
    const [current] = await this.rows<{ catalog: string }>('select current_database() as catalog');
    const session = await this.connect();
    await session.run(`use ${identifier(current?.catalog ?? '')}`);
    return session;
  }

  run(sql: string, params: readonly SqlValue[] = []): Promise<number> {
    return this.#queue(async () => {
      const result = await this.#connection.run(sql, boundValues(params));
      return result.rowsChanged;
    });
  }

  rows<T = SqlRow>(sql: string, params: readonly SqlValue[] = []): Promise<readonly T[]> {
    return this.#queue(async () => {
      const reader = await this.#connection.runAndReadAll(sql, boundValues(params));
      const names = reader.deduplicatedColumnNames();
      return reader
        .getRows()
        .map((row) => Object.fromEntries(names.map((n, i) => [n, plainValue(row[i] ?? null)]))) as T[];
    });
  }

  async *read(sql: string, params: readonly SqlValue[] = []): AsyncGenerator<ColumnChunk> {
    const result = await this.#queue(() => this.#connection.stream(sql, boundValues(params)));
    const names = result.deduplicatedColumnNames();
    for (;;) {
      const chunk = await this.#queue(() => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield readChunk(chunk, names);
    }
  }

  async *readWhole(sql: string): AsyncGenerator<ColumnChunk> {
    const result = await this.#queue(() => this.#connection.run(sql));
    const names = result.deduplicatedColumnNames();
    for (let i = 0; i < result.chunkCount; i++) yield readChunk(result.getChunk(i), names);
  }

  append(table: string, columns: readonly AppendColumn[]): Promise<void> {
    return this.#queue(() => appendColumns(this.#connection, table, columns));
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('begin transaction');
    try {
      const value = await work();
      await this.run('commit');
      return value;
    } catch (error) {
      // A failed commit has already rolled back; then there is nothing left to undo.
      await this.#queue(() => this.#connection.run('rollback'), 'always').catch(() => undefined);
      throw error;
    }
  }

  /** Interrupts what runs, but for a rollback: that has to come to its end. */
  interrupt(): void {
    if (this.#workingSince !== null) this.#connection.interrupt();
  }

  get workingSince(): number | null {
    return this.#workingSince;
  }

  /** Of the statement at work, per cent; null where DuckDB can't say. */
  get percentDone(): number | null {
    const { percentage } = this.#connection.progress;
    return percentage < 0 ? null : percentage;
  }

  close(): void {
    this.#shared.sessions.delete(this);
    this.#connection.closeSync();
  }

  #queue<T>(work: () => Promise<T>, when: 'running' | 'always' = 'running'): Promise<T> {
    const guarded = when === 'always' ? work : () => this.#unlessStopped(work);
    const next = this.#last.then(guarded, guarded);
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #unlessStopped<T>(work: () => Promise<T>): Promise<T> {
    if (this.#shared.reason) throw this.#shared.reason;
    this.#workingSince = performance.now();
    try {
      return await work();
    } catch (error) {
      // DuckDB's own word for it would be an INTERRUPT error.
      throw this.#shared.reason ?? engineTrouble(error) ?? error;
    } finally {
      this.#workingSince = null;
    }
  }
}

function readChunk(chunk: DuckDBDataChunk, names: readonly string[]): ColumnChunk {
  const columns = names.map((_name, i) => readColumn(chunk.getColumnVector(i)));
  return { names, rows: chunk.rowCount, columns };
}

/** Numbers, text and booleans pass as they are; only columns of richer values are converted. */
function readColumn(vector: DuckDBVector): ColumnChunk['columns'][number] {
  const numbers = numbersWithoutNulls(vector);
  if (numbers) return numbers;
  const values: DuckDBValue[] = vector.toArray();
  const rich = values.some(
    (value) => typeof value === 'bigint' || (typeof value === 'object' && value !== null),
  );
  return rich ? values.map(plainValue) : values;
}
