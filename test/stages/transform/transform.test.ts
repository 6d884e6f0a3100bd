import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { loadProject } from '../../../src/app/load-project.ts';
import { calendarDates } from '../../../src/core/plan/calendar.ts';
import { HoldfastError } from '../../../src/errors.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';
import { transform } from '../../../src/stages/transform/transform.ts';
import { memoryProject } from '../../support/memory-project.ts';
import { smallProject } from '../../support/small-project.ts';

let folder: string;
let warehouse: Warehouse;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-transform-'));
  warehouse = await openWarehouse({ buildFile: join(folder, 'build.duckdb'), threads: 2 });
  await createRaw();
});

afterEach(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

async function createRaw(): Promise<void> {
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
  await note(1, 'raw.app__accounts', '2025-12-01');
}

/** What extract would have noted of a loaded file. */
async function note(
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

async function use(generation: number, account: string, happened: string, known = happened): Promise<void> {
  const values = `'e${generation}', '${account}', timestamp '${happened}', 2, ${generation}, timestamp '${known}'`;
  await warehouse.run(`insert into build.raw.app__usage values (${values})`);
  await note(generation, 'raw.app__usage', known, [happened.slice(0, 10)]);
}

async function run(asOf: string, changes: Record<string, string> = {}) {
  const files = memoryProject({ ...smallProject, ...changes });
  const loaded = await loadProject(files, {}, warehouse);
  const wanted = [...new Set([...calendarDates(loaded.project.settings.calendar, asOf), asOf])];
  const services = { warehouse, events: { emit: () => undefined }, clock: { now: () => 0 } };
  try {
    return (await transform(services, { ...loaded, wanted })).report;
  } finally {
    await warehouse.run('detach database if exists scratch');
  }
}

const usage = () =>
  warehouse.rows(
    'select account_id, cast(as_of as varchar) as as_of, events_28d from build.features.usage order by all',
  );

test('features are built for every wanted date over every live account', async () => {
  await use(2, 'a1', '2026-01-06 10:00:00');
  const report = await run('2026-01-20');
  expect(report.dates).toEqual(['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-20']);
  const rows = await usage();
  expect(rows).toHaveLength(12);
  expect(rows.filter((row) => row['account_id'] === 'a1').map((row) => row['events_28d'])).toEqual([
    0, 1, 1, 1,
  ]);
});

test('a second run builds nothing', async () => {
  await use(2, 'a1', '2026-01-06 10:00:00');
  await run('2026-01-19');
  const report = await run('2026-01-19');
  expect(report.dates).toEqual([]);
  expect(new Set(report.nodes.map((node) => node.status))).toEqual(new Set(['unchanged']));
});

test('a late row changes only the dates strictly after it became known, and the rollup only its own day', async () => {
  await use(2, 'a1', '2026-01-06 10:00:00');
  await run('2026-01-26');
  const before = await usage();
  await use(3, 'a2', '2026-01-02 10:00:00', '2026-01-19 00:00:00');
  const report = await run('2026-01-26');
  expect(report.dates).toEqual(['2026-01-26']);
  expect(report.nodes.find((node) => node.relation === 'intermediate.int_usage_days')).toMatchObject({
    rows: 1,
  });
  const after = await usage();
  const differing = after.filter((row, i) => row['events_28d'] !== before[i]?.['events_28d']);
  expect(differing).toEqual([{ account_id: 'a2', as_of: '2026-01-26', events_28d: 1 }]);
});

test('nights one after another end where one full build ends', async () => {
  await use(2, 'a1', '2026-01-06 10:00:00');
  for (const day of ['2026-01-07', '2026-01-08', '2026-01-14']) await run(day);
  await use(3, 'a0', '2026-01-13 10:00:00');
  await use(4, 'a1', '2026-01-14 10:00:00');
  await run('2026-01-15');
  const nightly = await usage();
  await warehouse.run(
    'drop schema build.features cascade; drop schema build.intermediate cascade; drop schema build.spine cascade',
  );
  await warehouse.run('delete from build.meta.model_state; delete from build.meta.as_of_state');
  await run('2026-01-15');
  expect(await usage()).toEqual(nightly);
  expect(nightly.map((row) => row['as_of']).filter((day) => day === '2026-01-14')).toEqual([]);
});

test('changed SQL rebuilds that model and what depends on it, and nothing else', async () => {
  await run('2026-01-12');
  const sql = smallProject['models/features/usage.sql']?.replace("'28' day", "'7' day") ?? '';
  const report = await run('2026-01-12', { 'models/features/usage.sql': sql });
  const status = Object.fromEntries(report.nodes.map((node) => [node.relation, node.status]));
  expect(status).toMatchObject({
    'intermediate.int_usage_days': 'unchanged',
    'features.usage': 'success',
    'features.profile': 'success',
  });
});

test('a change of layout or comment is no change', async () => {
  await run('2026-01-12');
  const sql = `-- now with a comment\n${smallProject['models/features/usage.sql']?.replaceAll('\n', '\n\n  ')}`;
  expect((await run('2026-01-12', { 'models/features/usage.sql': sql })).dates).toEqual([]);
});

describe('when something fails, nothing moves', () => {
  const failing = async (changes: Record<string, string>): Promise<HoldfastError> => {
    await use(2, 'a1', '2026-01-06 10:00:00');
    await run('2026-01-12');
    const before = await usage();
    await use(3, 'a1', '2026-01-07 10:00:00');
    const error = await run('2026-01-12', changes).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(await usage()).toEqual(before);
    expect(error).toBeInstanceOf(HoldfastError);
    return error as HoldfastError;
  };

  test('a failing model names itself, and what depends on it is skipped because of it', async () => {
    const sql =
      smallProject['models/features/usage.sql']?.replace(
        'coalesce(used.events_28d, 0)',
        "cast(error('boom') as bigint)",
      ) ?? '';
    const error = await failing({ 'models/features/usage.sql': sql });
    expect(error.exitCode).toBe(1);
    expect(error.problems.map((p) => [p.name, p.file])).toEqual([
      ['modelFailed', 'models/features/usage.sql'],
      ['nodeSkipped', undefined],
    ]);
  });

  test('a failing check gives its count and a key', async () => {
    const yml = smallProject['models/features/usage.yml']?.replace('min: 0', 'min: 0, max: 1') ?? '';
    const error = await failing({
      'models/features/usage.yml': yml,
      'models/features/usage.sql': `${smallProject['models/features/usage.sql']} where true`,
    });
    expect(error.problems.map((p) => p.message)).toEqual([
      'features.usage: check in_range(events_28d) found 1 bad row, such as account_id=a1 as_of=2026-01-12',
    ]);
  });
});

test('checks that only warn let the run go on and are reported', async () => {
  await use(2, 'a1', '2026-01-06 10:00:00');
  const yml = smallProject['models/features/usage.yml']?.replace('min: 0', 'max: 0, severity: warn') ?? '';
  const report = await run('2026-01-12', { 'models/features/usage.yml': yml });
  expect(report.warnings.map((p) => p.severity)).toEqual(['warning']);
  expect((await usage()).length).toBe(6);
});

test('a yml that promises other columns than its SQL gives stops the run, also where the rows need no building', async () => {
  await run('2026-01-12');
  const yml =
    smallProject['models/features/usage.yml']?.replace(
      'events_28d, type: bigint',
      'events_28d, type: integer',
    ) ?? '';
  const broken = run('2026-01-12', { 'models/features/usage.yml': yml });
  await expect(broken).rejects.toThrow('column "events_28d" is bigint, not integer as described');
});
