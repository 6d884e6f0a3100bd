import { constants } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { literal } from '../../core/sql/quote.ts';
import type { ServingContent, ServingFile } from '../../ports/serving-file.ts';
import { engineTrouble } from './engine-trouble.ts';
import { DuckDBInstance } from './node-api.ts';
import { fillDatabase } from './serving-tables.ts';

export interface ServingLimits {
  readonly threads?: number | undefined;
  /** DuckDB size such as 2GiB. */
  readonly memoryLimit?: string | undefined;
}

/** Serving files by DuckDB, each built by an instance of its own: the run's instance has shut its door. */
export function duckdbServingFile(limits: ServingLimits = {}): ServingFile {
  return {
    async build(path, content, { previous = null, signal } = {}): Promise<void> {
      const job = { path, content, limits, signal };
      if (previous === null || !(await extend(previous, job))) await buildAnew(job);
    },
  };
}

interface Job {
  readonly path: string;
  readonly content: ServingContent;
  readonly limits: ServingLimits;
  readonly signal: AbortSignal | undefined;
}

/**
 * Changes a copy of an earlier file where it differs: a night costs its own day. Answers false if that can't be done; whatever is
 * wrong with the earlier file, the published Parquet is the truth.
 */
async function extend(previous: string, job: Job): Promise<boolean> {
  try {
    await clear(job.path);
    await copyFile(previous, job.path, constants.COPYFILE_FICLONE);
    await write(job);
    return true;
  } catch {
    job.signal?.throwIfAborted();
    return false;
  }
}

async function buildAnew(job: Job): Promise<void> {
  try {
    await clear(job.path);
    await write(job);
  } catch (error) {
    job.signal?.throwIfAborted();
    throw engineTrouble(error) ?? error;
  }
}

async function clear(path: string): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
}

async function write({ path, content, limits, signal }: Job): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(limits.threads === undefined ? {} : { threads: String(limits.threads) }),
    ...(limits.memoryLimit === undefined ? {} : { memory_limit: limits.memoryLimit }),
  });
  const connection = await instance.connect();
  const interrupt = (): void => connection.interrupt();
  signal?.addEventListener('abort', interrupt);
  try {
    signal?.throwIfAborted();
    await connection.run(`set global temp_directory = ${literal(`${path}.tmp`)}`);
    await fillAndClose(connection, path, content);
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
  }
}

/** The oldest storage format that DuckDB 1.x writes, so that older drivers open the file; checkpointed, so that it is one file. */
async function fillAndClose(
  connection: DuckDBConnection,
  path: string,
  content: ServingContent,
): Promise<void> {
  await connection.run(`attach ${literal(path)} as serving (storage_version 'v1.0.0')`);
  await connection.run('use serving');
  await connection.run('begin transaction');
  await fillDatabase(connection, content);
  await connection.run('commit');
  await connection.run('use memory');
  await connection.run('checkpoint serving');
  await connection.run('detach serving');
}
