import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HoldfastError } from '../../../src/errors.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';
import { smallProject } from '../../support/small-project.ts';
import { openTransformWorld, type TransformWorld } from './transform-world.ts';

let world: TransformWorld;
let warehouse: Warehouse;
let use: TransformWorld['use'];
let run: TransformWorld['run'];
let usage: TransformWorld['usage'];

beforeEach(async () => {
  world = await openTransformWorld();
  ({ warehouse, use, run, usage } = world);
});

afterEach(() => world.close());

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

test('an event that arrives three weeks late changes only the dates after its arrival, however old it is', async () => {
  await use(2, 'a1', '2026-01-20 10:00:00');
  await run('2026-02-16');
  const before = await usage();
  await use(3, 'a2', '2026-01-21 10:00:00', '2026-02-11 10:00:00');
  expect((await run('2026-02-16')).dates).toEqual(['2026-02-16']);
  const after = await usage();
  const changed = after.filter((row, i) => row['events_28d'] !== before[i]?.['events_28d']);
  // On the 26th of January, and on the 2nd and 9th of February, nobody could know of it.
  expect(changed).toEqual([{ account_id: 'a2', as_of: '2026-02-16', events_28d: 1 }]);
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

test('no two commits have one number, whatever became of the dates of the one before', async () => {
  const sequenceOf = async (day: string) =>
    (
      await warehouse.rows<{ sequence: number }>(
        `select sequence from build.meta.as_of_state where relation = 'features.usage' and as_of = date '${day}'`,
      )
    )[0]?.sequence;
  await run('2026-01-12');
  await run('2026-01-14');
  const first = (await sequenceOf('2026-01-14')) ?? 0;
  // Drops the 14th, which is no regular date, and builds nothing.
  await run('2026-01-12');
  expect(await sequenceOf('2026-01-14')).toBeUndefined();
  await use(3, 'a1', '2026-01-06 10:00:00', '2026-01-13 00:00:00');
  await run('2026-01-14');
  expect(await sequenceOf('2026-01-14')).toBeGreaterThan(first);
});

test('the spine holds each account once a date, also where only other dates of it go', async () => {
  await run('2026-01-14');
  const sql = smallProject['models/features/usage.sql']?.replace("'28' day", "'7' day") ?? '';
  await run('2026-01-12', { 'models/features/usage.sql': sql });
  const rows = await warehouse.rows(
    'select as_of, count(*) as n, count(distinct account_id) as accounts from build.spine.account_as_of group by 1 order by 1',
  );
  expect(rows.map(({ n, accounts }) => [n, accounts])).toEqual([
    [3, 3],
    [3, 3],
  ]);
});

test('a mart over features follows their dates, although no row is new', async () => {
  const mart = {
    'models/marts/usage_dates.sql': 'select as_of, count(*) as accounts from features.usage group by as_of',
    'models/marts/usage_dates.yml': `
description: One row per as-of date.
grain: [as_of]
materialized: table
columns:
  - { name: as_of, type: date, description: As-of date. }
  - { name: accounts, type: bigint, description: Accounts. }
`,
  };
  await run('2026-01-12', mart);
  await run('2026-01-14', mart, ['features.usage']);
  await run('2026-01-14', mart);
  const dates = await warehouse.rows<{ as_of: string }>(
    'select cast(as_of as varchar) as as_of from build.marts.usage_dates order by 1',
  );
  expect(dates.map(({ as_of }) => as_of)).toEqual(['2026-01-05', '2026-01-12', '2026-01-14']);
  const again = await run('2026-01-14', mart);
  expect(new Set(again.nodes.map(({ status }) => status))).toEqual(new Set(['unchanged']));
});

test('a macro rebuilds what calls it and what depends on that; its layout and its comments rebuild nothing', async () => {
  const sql = smallProject['models/features/usage.sql']?.replace(
    "cast(spine.as_of - interval '28' day as date)",
    'days_before(spine.as_of, 28)',
  );
  const project = (macro: string) => ({
    'models/features/usage.sql': sql ?? '',
    'sql/macros/days_before.sql': macro,
  });
  await run('2026-01-12', project('create macro days_before(d, n) as cast(d - to_days(n) as date)'));
  const loose = '-- a window\ncreate macro days_before(d, n) as\n  cast(d - to_days(n) as date) -- so';
  expect((await run('2026-01-12', project(loose))).dates).toEqual([]);
  const other = await run(
    '2026-01-12',
    project('create macro days_before(d, n) as cast(d - to_days(n + 1) as date)'),
  );
  const status = Object.fromEntries(other.nodes.map((node) => [node.relation, node.status]));
  expect(status).toMatchObject({
    'intermediate.int_lifetimes': 'unchanged',
    'intermediate.int_usage_days': 'unchanged',
    'features.usage': 'success',
    'features.profile': 'success',
  });
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
