import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { loadProject } from '../../../src/app/load-project.ts';
import { calendarDates } from '../../../src/core/plan/calendar.ts';
import type { RunEvent } from '../../../src/ports/events.ts';
import type { SqlRow, Warehouse } from '../../../src/ports/warehouse.ts';
import { type TransformReport, transform } from '../../../src/stages/transform/transform.ts';
import { memoryProject } from '../../support/memory-project.ts';
import { smallProject } from '../../support/small-project.ts';

/** The small company after extract: three accounts, and usage as a test adds it. */
export interface TransformWorld {
  readonly warehouse: Warehouse;
  /** What the runs have told, in order. */
  readonly events: readonly RunEvent[];
  /** A use of `account`, loaded with its own generation. */
  use(generation: number, account: string, happened: string, known?: string): Promise<void>;
  /** Builds the small project, with some files changed, up to a day. */
  run(asOf: string, changes?: Record<string, string>, selected?: readonly string[]): Promise<TransformReport>;
  /** From now on a rollup that is built whole reads about so many events at a time. */
  cutRollups(events: number): void;
  usage(): Promise<readonly SqlRow[]>;
  close(): Promise<void>;
}

export async function openTransformWorld(): Promise<TransformWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-transform-'));
  const warehouse = await openWarehouse({ buildFile: join(folder, 'build.duckdb'), threads: 2 });
  const events: RunEvent[] = [];
  let eventsAWindow: number | undefined;
  await createRaw(warehouse);
  return {
    warehouse,
    events,
    use: (generation, account, happened, known = happened) =>
      use(warehouse, { generation, account, happened, known }),
    run: (asOf, changes = {}, selected = undefined) =>
      run({ warehouse, events }, asOf, { changes, selected, eventsAWindow }),
    cutRollups: (most) => {
      eventsAWindow = most;
    },
    usage: () =>
      warehouse.rows(
        'select account_id, cast(as_of as varchar) as as_of, events_28d from build.features.usage order by all',
      ),
    close: async () => {
      warehouse.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function createRaw(warehouse: Warehouse): Promise<void> {
  const own = '_file_id integer, _record bigint, _known_at timestamp';
  await warehouse.run('create schema build.raw; create schema build.meta');
  await warehouse.run(
    `create table build.raw.app__accounts (account_id varchar, opened_at timestamp, ${own})`,
  );
  await warehouse.run(
    `create table build.raw.app__usage (event_id varchar, account_id varchar, happened_at timestamp, ${own})`,
  );
  await warehouse.run(
    'create table build.meta.raw_changes (generation bigint, source varchar, known_from timestamp)',
  );
  await warehouse.run('create table build.meta.touched_days (generation bigint, source varchar, day date)');
  await warehouse.run(
    `insert into build.raw.app__accounts select 'a' || i, timestamp '2025-12-01', 1, i, timestamp '2025-12-01' from range(3) t(i)`,
  );
  await note(warehouse, 1, 'raw.app__accounts', '2025-12-01');
}

/** What extract would have noted of a loaded file. */
async function note(
  warehouse: Warehouse,
  generation: number,
  source: string,
  knownFrom: string,
  days: readonly string[] = [],
): Promise<void> {
  await warehouse.run(
    `insert into build.meta.raw_changes values (${generation}, '${source}', timestamp '${knownFrom}')`,
  );
  for (const day of days)
    await warehouse.run(
      `insert into build.meta.touched_days values (${generation}, '${source}', date '${day}')`,
    );
}

interface Use {
  readonly generation: number;
  readonly account: string;
  readonly happened: string;
  readonly known: string;
}

async function use(warehouse: Warehouse, { generation, account, happened, known }: Use): Promise<void> {
  const values = `'e${generation}', '${account}', timestamp '${happened}', 2, ${generation}, timestamp '${known}'`;
  await warehouse.run(`insert into build.raw.app__usage values (${values})`);
  await note(warehouse, generation, 'raw.app__usage', known, [happened.slice(0, 10)]);
}

async function run(
  { warehouse, events }: { warehouse: Warehouse; events: RunEvent[] },
  asOf: string,
  {
    changes,
    selected,
    eventsAWindow,
  }: {
    changes: Record<string, string>;
    selected: readonly string[] | undefined;
    eventsAWindow: number | undefined;
  },
): Promise<TransformReport> {
  const loaded = await loadProject(memoryProject({ ...smallProject, ...changes }), {}, warehouse);
  const wanted = [...new Set([...calendarDates(loaded.project.settings.calendar, asOf), asOf])];
  let time = 0;
  const services = {
    warehouse,
    events: { emit: (event: RunEvent) => void events.push(event) },
    clock: { now: () => ++time },
  };
  try {
    return (
      await transform(services, { ...loaded, wanted, selected: selected && new Set(selected), eventsAWindow })
    ).report;
  } finally {
    await warehouse.run('detach database if exists scratch');
  }
}
