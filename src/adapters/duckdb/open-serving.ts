import { stat } from 'node:fs/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { literal } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { DuckdbSession, type StopSign } from './session.ts';

export interface ServingSession extends Session {
  /** Ends what runs; it and whatever follows fails with `reason`. */
  stop(reason: Error): void;
}

/**
 * Opens the published serving file read-only, as catalog `serving` and the default one. It never sees the build file, so it
 * works while a run holds that; a publish that swaps the file meanwhile leaves this session with the old one.
 * @throws HoldfastError nothingPublished, servingUnreadable.
 */
export async function openServing(path: string): Promise<ServingSession> {
  if (!(await isFile(path))) fail('nothingPublished', { path });
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const session = new OpenServing(instance, await instance.connect());
  try {
    await session.run("set global TimeZone = 'UTC'");
    await session.run(`attach ${literal(path)} as serving (read_only)`);
    await session.run('use serving');
    await session.run('set global enable_external_access = false');
    return session;
  } catch (cause) {
    session.close();
    const detail = cause instanceof Error ? cause.message : String(cause);
    return fail('servingUnreadable', { path, detail }, { cause });
  }
}

class OpenServing extends DuckdbSession implements ServingSession {
  readonly #instance: DuckDBInstance;
  readonly #sign: StopSign;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    const sign: StopSign = { reason: null };
    super(connection, sign);
    this.#instance = instance;
    this.#sign = sign;
  }

  stop(reason: Error): void {
    this.#sign.reason = reason;
    this.interrupt();
  }

  override close(): void {
    super.close();
    this.#instance.closeSync();
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
