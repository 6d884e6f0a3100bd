import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDBInstance } from './node-api.ts';

/** As many as a run needs at the same time behind the door; opening one costs less than a millisecond. */
const SPARE = 6;

/**
 * New connections of an instance, which say how far their statement is. That is a setting of each connection, which can't be
 * made once the configuration is locked, so that some are opened before; what is asked for beyond them says nothing.
 */
export class ConnectionSource {
  readonly #instance: DuckDBInstance;
  readonly #spare: DuckDBConnection[] = [];
  #locked = false;

  constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  async open(): Promise<DuckDBConnection> {
    if (!this.#locked) return this.#openTelling();
    return this.#spare.pop() ?? this.#instance.connect();
  }

  /** To be called right before the configuration is locked. */
  async beforeLock(): Promise<void> {
    while (this.#spare.length < SPARE) this.#spare.push(await this.#openTelling());
    this.#locked = true;
  }

  close(): void {
    for (const connection of this.#spare) connection.closeSync();
  }

  /** DuckDB draws its own bar on stdout, where our results go, unless it is told not to. */
  async #openTelling(): Promise<DuckDBConnection> {
    const connection = await this.#instance.connect();
    await connection.run('set enable_progress_bar_print = false');
    await connection.run('set enable_progress_bar = true');
    return connection;
  }
}
