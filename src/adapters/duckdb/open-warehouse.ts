import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sizeOf } from '../../core/config/sizes.ts';
import { literal } from '../../core/sql/quote.ts';
import { HoldfastError } from '../../errors.ts';
import type { ParseResult, Warehouse } from '../../ports/warehouse.ts';
import { busyBuildFile } from './busy-build-file.ts';
import { ConnectionSource } from './connection-source.ts';
import { DuckDBInstance } from './node-api.ts';
import { DuckdbSession, type Shared } from './session.ts';

export interface WarehouseOptions {
  /** The build file, attached as catalog `build`; without it everything stays in memory. */
  readonly buildFile?: string;
  readonly threads?: number;
  /** DuckDB size such as 2GiB. */
  readonly memoryLimit?: string;
  /** Where to spill what does not fit into memory; nowhere without it, and never into `.tmp` of the current folder, DuckDB's own choice. */
  readonly tempDirectory?: string;
  readonly maxTempSize?: string;
  /** Folders that stay writable by COPY once the door is shut. */
  readonly allowedDirectories?: readonly string[];
}

/**
 * Opens the one DuckDB instance of this process: an in-memory database with the build file attached as `build`.
 *
 * Two instances on one file in one process would both succeed and lose rows (docs/decisions/0002), so the caller holds the
 * project's lock. Every connection runs in UTC; extensions are never fetched.
 * @throws HoldfastError buildFileBusy when another process has the build file open.
 */
export async function openWarehouse(options: WarehouseOptions = {}): Promise<Warehouse> {
  const instance = await DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
  });
  const source = new ConnectionSource(instance);
  const warehouse = new DuckdbWarehouse(instance, await source.open(), source);
  try {
    await configure(warehouse, options);
  } catch (error) {
    warehouse.close();
    throw error;
  }
  return warehouse;
}

async function configure(warehouse: Warehouse, options: WarehouseOptions): Promise<void> {
  await warehouse.run("set global TimeZone = 'UTC'");
  if (options.tempDirectory !== undefined) await mkdir(options.tempDirectory, { recursive: true });
  await warehouse.run(`set global temp_directory = ${literal(options.tempDirectory ?? '')}`);
  if (options.maxTempSize !== undefined) {
    await warehouse.run(`set global max_temp_directory_size = ${literal(options.maxTempSize)}`);
  }
  for (const setting of handBack(options.memoryLimit)) await warehouse.run(setting);
  // Moved into the file at every 16 MiB, as it is when not said, an extract would write its tables many times over.
  await warehouse.run("set global checkpoint_threshold = '256MiB'");
  if (options.buildFile !== undefined) await attachBuild(warehouse, options.buildFile);
  const allowed = options.allowedDirectories ?? [];
  if (allowed.length > 0)
    await warehouse.run(`set global allowed_directories = [${allowed.map(literal).join(', ')}]`);
}

async function attachBuild(warehouse: Warehouse, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    await warehouse.run(`attach ${literal(path)} as build`);
  } catch (error) {
    const busy = busyBuildFile(path, error);
    throw busy === null ? error : new HoldfastError([busy]);
  }
}

/** Below such a limit the process shares a small container, in which every MiB counts. */
const ROOMY = sizeOf('2GiB');

/**
 * What tasks and tables have freed goes back to the system soon: kept until 128 and 512 MiB have come together, as it is when
 * not said, it stood beside the memory limit, a quarter of a gibibyte of it. Each time costs a little: half a second of system
 * time in a build of a million events by 16 MiB, and a tenth by 32, which keeps 50 to 200 MiB more (docs/benchmarks.md).
 */
function handBack(memoryLimit: string | undefined): string[] {
  const kept = memoryLimit !== undefined && sizeOf(memoryLimit) < ROOMY ? '16MiB' : '32MiB';
  return ['allocator_flush_threshold', 'allocator_bulk_deallocation_flush_threshold'].map(
    (setting) => `set global ${setting} = '${kept}'`,
  );
}

/** Milliseconds. */
const INTERRUPT_EVERY = 20;
/** What takes less long is done before anybody has read how far it is. */
const LONG = 1_000;

/** The default connection and the means to open, interrupt and close all of them. */
class DuckdbWarehouse extends DuckdbSession implements Warehouse {
  readonly #instance: DuckDBInstance;
  readonly #shared: Shared;
  #interrupting: NodeJS.Timeout | undefined;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, source: ConnectionSource) {
    const shared: Shared = { reason: null, sessions: new Set(), source };
    super(connection, shared);
    this.#instance = instance;
    this.#shared = shared;
  }

  async parse(sql: string): Promise<ParseResult> {
    const [row] = await this.rows<{ tree: string }>('select json_serialize_sql($1::varchar) as tree', [sql]);
    return readTree(row?.tree ?? '{}');
  }

  async shutDoor(): Promise<void> {
    await this.run('set global enable_external_access = false');
    await this.#shared.source.beforeLock();
    await this.run('set global lock_configuration = true');
  }

  progress(): number | null {
    const now = performance.now();
    let longest: { readonly since: number; readonly session: DuckdbSession } | null = null;
    for (const session of this.#shared.sessions) {
      const since = session.workingSince;
      if (since !== null && since < Math.min(now - LONG, longest?.since ?? now)) longest = { since, session };
    }
    return longest?.session.percentDone ?? null;
  }

  stop(reason: Error): void {
    this.#shared.reason ??= reason;
    this.#interruptAll();
    // A statement that is just about to begin misses an interruption: it gets another.
    this.#interrupting ??= setInterval(() => this.#interruptAll(), INTERRUPT_EVERY).unref();
  }

  #interruptAll(): void {
    for (const session of this.#shared.sessions) session.interrupt();
  }

  override close(): void {
    clearInterval(this.#interrupting);
    for (const session of this.#shared.sessions) if (session !== this) session.close();
    super.close();
    this.#shared.source.close();
    this.#instance.closeSync();
  }
}

interface SerialisedTree {
  readonly error?: boolean;
  readonly error_message?: string;
  readonly position?: string;
}

function readTree(text: string): ParseResult {
  const tree = JSON.parse(text) as SerialisedTree;
  if (tree.error !== true) return { ok: true, tree };
  const offset = tree.position === undefined ? null : Number(tree.position);
  return { ok: false, message: tree.error_message ?? 'unknown parser error', offset };
}
