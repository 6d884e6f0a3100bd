import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { openLocalSourceFiles } from '../../../src/adapters/storage/local-source-files.ts';
import { defineSources, type SourceDefinition } from '../../../src/core/config/source-definition.ts';
import { sourcesFile } from '../../../src/core/config/source-schema.ts';
import { HoldfastError } from '../../../src/errors.ts';
import type { RunEvent } from '../../../src/ports/events.ts';
import type { SourceFiles } from '../../../src/ports/source-files.ts';
import type { SqlRow, Warehouse } from '../../../src/ports/warehouse.ts';
import type { ExtractContext } from '../../../src/stages/extract/extract-context.ts';
import type { ExtractReport, SourceReport } from '../../../src/stages/extract/extract-report.ts';
import { extractSources } from '../../../src/stages/extract/extract-sources.ts';

/** A folder of exports and a build file of their own. */
export class ExtractWorld {
  readonly folder: string;
  readonly files: SourceFiles;
  warehouse: Warehouse;
  readonly events: RunEvent[] = [];
  #tick = Date.parse('2026-01-01T00:00:00Z');

  private constructor(folder: string, warehouse: Warehouse) {
    this.folder = folder;
    this.files = openLocalSourceFiles(join(folder, 'exports'));
    this.warehouse = warehouse;
  }

  static async open(threads = 2): Promise<ExtractWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'holdfast-extract-'));
    await mkdir(join(folder, 'exports'));
    return new ExtractWorld(
      folder,
      await openWarehouse({ buildFile: join(folder, 'build.duckdb'), threads }),
    );
  }

  /** Forgets what was loaded; the exports stay. */
  async reopen(threads = 2): Promise<void> {
    this.warehouse.close();
    await rm(join(this.folder, 'build.duckdb'), { force: true });
    await rm(join(this.folder, 'build.duckdb.wal'), { force: true });
    await this.#open(threads);
  }

  /** A new process, as it were, on the same build file. */
  async restart(threads = 2): Promise<void> {
    this.warehouse.close();
    await this.#open(threads);
  }

  async #open(threads: number): Promise<void> {
    this.warehouse = await openWarehouse({ buildFile: join(this.folder, 'build.duckdb'), threads });
  }

  async close(): Promise<void> {
    this.warehouse.close();
    await rm(this.folder, { recursive: true });
  }

  path(name: string): string {
    return join(this.folder, 'exports', name);
  }

  /** Every write has its own modification time. */
  async write(name: string, content: string | Uint8Array): Promise<void> {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), content);
    await this.touch(name);
  }

  async touch(name: string): Promise<void> {
    this.#tick += 60_000;
    await utimes(this.path(name), this.#tick / 1000, this.#tick / 1000);
  }

  async remove(name: string): Promise<void> {
    await rm(this.path(name));
  }

  async move(from: string, to: string): Promise<void> {
    await mkdir(dirname(this.path(to)), { recursive: true });
    await rename(this.path(from), this.path(to));
  }

  run(sources: readonly SourceDefinition[], asOf = '2027-01-01'): Promise<ExtractReport> {
    return extractSources(this.context({ asOf }), sources);
  }

  context(changes: Partial<ExtractContext> = {}): ExtractContext {
    const events = { emit: (event: RunEvent) => void this.events.push(event) };
    return { warehouse: this.warehouse, files: this.files, events, asOf: '2027-01-01', ...changes };
  }

  /** The report of the only source. */
  async runOne(source: SourceDefinition, asOf?: string): Promise<SourceReport> {
    const { sources } = await this.run([source], asOf);
    return sources[0] as SourceReport;
  }

  rows<T = SqlRow>(sql: string): Promise<readonly T[]> {
    return this.warehouse.rows<T>(sql);
  }

  async rejects(): Promise<readonly SqlRow[]> {
    return this.rows(
      'select path, record, line, column_name, value, reason, detail from build.meta.rejects order by path, line, record',
    );
  }

  /** rows_read = rows_loaded + rows_rejected, and the ledger says what the tables hold. */
  async unreconciled(source: SourceDefinition): Promise<readonly SqlRow[]> {
    const loaded =
      source.kind === 'events'
        ? `(select count(*) from build.${source.relation} as r where r._file_id = f.file_id)`
        : 'f.rows_loaded';
    return this.rows(`
      select * from build.meta.files as f where f.source = '${source.relation}' and (
        rows_read <> rows_loaded + rows_rejected or rows_loaded <> ${loaded}
        or rows_rejected <> (select count(*) from build.meta.rejects as r where r.file_id = f.file_id))`);
  }
}

type Declaration = Record<string, unknown>;

/** A source of events `app.things` with id, account_id, at and amount; `changes` replace parts of its declaration. */
export function eventSource(changes: Declaration = {}): SourceDefinition {
  return define({
    name: 'things',
    description: 'Test events.',
    kind: 'events',
    files: [{ path: 'things/{date}*.csv', format: { type: 'csv' } }],
    key: ['id'],
    event_time: 'at',
    tolerate: { rejects: 1 },
    columns: [
      { name: 'id', type: 'varchar' },
      { name: 'account_id', type: 'varchar' },
      { name: 'at', type: 'timestamp' },
      { name: 'amount', type: 'decimal(10,2)' },
    ],
    ...changes,
  });
}

/** A source of dated full exports `app.things` with id, plan and seats. */
export function exportSource(changes: Declaration = {}): SourceDefinition {
  return define({
    name: 'things',
    description: 'Test exports.',
    kind: 'full_export',
    files: [{ path: 'things/{date}*.csv', format: { type: 'csv' } }],
    key: ['id'],
    tolerate: { rejects: 1, vanished: 1 },
    columns: [
      { name: 'id', type: 'varchar' },
      { name: 'plan', type: 'varchar' },
      { name: 'seats', type: 'integer' },
    ],
    ...changes,
  });
}

function define(table: Declaration): SourceDefinition {
  const parsed = sourcesFile.parse({ system: 'app', sources: [table] });
  return defineSources(parsed, 'models/staging/app/_app__sources.yml')[0] as SourceDefinition;
}

/** The problems that a run was refused with. */
export async function problemsOf(run: Promise<unknown>): Promise<HoldfastError> {
  try {
    await run;
  } catch (error) {
    if (error instanceof HoldfastError) return error;
    throw error;
  }
  throw new Error('expected to be refused');
}
