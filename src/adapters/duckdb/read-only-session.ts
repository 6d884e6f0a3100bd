import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { identifier, literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { ConnectionSource } from './connection-source.ts';
import { DuckDBInstance } from './node-api.ts';
import { DuckdbSession, type Shared } from './session.ts';

export interface ReadOnlySession extends Session {
  /** Ends what runs; it and whatever follows fails with `reason`. */
  stop(reason: Error): void;
}

/**
 * A database file, open for reading alone as `catalog` and as the default one, in an instance of its own. What doesn't fit
 * into memory goes to the system's temporary folder, not to `.tmp` in the current one, where DuckDB would put it; nowhere where
 * nothing can be written there.
 * @throws whatever DuckDB says of a file that it can't open.
 */
export async function openReadOnly(path: string, catalog: string): Promise<ReadOnlySession> {
  const spill = await mkdtemp(join(tmpdir(), 'holdfast-read-')).catch(() => null);
  const session = await connect(spill).catch((error: unknown) => {
    remove(spill);
    throw error;
  });
  try {
    await session.run("set global TimeZone = 'UTC'");
    await session.run(`set global temp_directory = ${literal(spill ?? '')}`);
    await session.run(`attach ${literal(path)} as ${identifier(catalog)} (read_only)`);
    await session.run(`use ${identifier(catalog)}`);
    await session.run('set global enable_external_access = false');
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

async function connect(spill: string | null): Promise<OwnInstance> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  return new OwnInstance(instance, await instance.connect(), spill);
}

function remove(folder: string | null): void {
  if (folder !== null) rmSync(folder, { recursive: true, force: true });
}

class OwnInstance extends DuckdbSession implements ReadOnlySession {
  readonly #instance: DuckDBInstance;
  readonly #shared: Shared;
  readonly #spill: string | null;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, spill: string | null) {
    const shared: Shared = { reason: null, sessions: new Set(), source: new ConnectionSource(instance) };
    super(connection, shared);
    this.#instance = instance;
    this.#shared = shared;
    this.#spill = spill;
  }

  stop(reason: Error): void {
    this.#shared.reason = reason;
    this.interrupt();
  }

  override close(): void {
    super.close();
    this.#instance.closeSync();
    remove(this.#spill);
  }
}
