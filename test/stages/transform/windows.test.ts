import { afterEach, beforeEach, expect, test } from 'vitest';
import { HoldfastError } from '../../../src/errors.ts';
import { smallProject } from '../../support/small-project.ts';
import { openTransformWorld, type TransformWorld } from './transform-world.ts';

const DAYS = smallProject['models/intermediate/int_usage_days.sql'] ?? '';
const DAYS_YML = smallProject['models/intermediate/int_usage_days.yml'] ?? '';

/** A rollup of a rollup: what it reads is a table, which no window narrows. */
const weeks = {
  'models/intermediate/int_usage_totals.sql':
    'select day, cast(sum(count_events) as bigint) as count_events from intermediate.int_usage_days group by day',
  'models/intermediate/int_usage_totals.yml': `
description: One row per day.
grain: [day]
materialized: incremental
partition_by: day
columns:
  - { name: day, type: date, description: UTC day. }
  - { name: count_events, type: bigint, description: Events. }
`,
};

let world: TransformWorld;

beforeEach(async () => {
  world = await openTransformWorld();
  for (const [i, happened] of [
    '2026-01-03',
    '2026-01-06',
    '2026-01-06',
    '2026-01-09',
    '2026-01-11',
  ].entries())
    await world.use(2 + i, `a${i % 2}`, `${happened} 10:00:00`);
});

afterEach(() => world.close());

const rows = (relation: string) => world.warehouse.rows(`select * from build.${relation} order by all`);
const tables = async () =>
  (
    await world.warehouse.rows<{ name: string }>(
      "select table_name as name from duckdb_tables() where database_name = 'build' order by 1",
    )
  ).map(({ name }) => name);

test('a rollup that is built window by window has the rows of one that is built at once, and takes its place', async () => {
  await world.run('2026-01-12', weeks);
  const [days, totals, names] = [
    await rows('intermediate.int_usage_days'),
    await rows('intermediate.int_usage_totals'),
    await tables(),
  ];
  expect(days).toHaveLength(5);
  await world.warehouse.run("update build.meta.model_state set fingerprint = 'other'");
  world.cutRollups(1);
  await world.run('2026-01-12', weeks);
  expect(await rows('intermediate.int_usage_days')).toEqual(days);
  expect(await rows('intermediate.int_usage_totals')).toEqual(totals);
  expect(await tables()).toEqual(names);
  await world.use(9, 'a1', '2026-01-06 11:00:00');
  await world.run('2026-01-12', weeks);
  expect(await rows('intermediate.int_usage_totals')).toEqual([
    { day: '2026-01-03', count_events: 1 },
    { day: '2026-01-06', count_events: 3 },
    { day: '2026-01-09', count_events: 1 },
    { day: '2026-01-11', count_events: 1 },
  ]);
});

test('what a failed run has built of it stays under another name, and is gone after the next', async () => {
  world.cutRollups(1);
  const failing = {
    'models/intermediate/int_usage_days.yml': DAYS_YML.replace(
      'description: Events. }',
      'description: Events., checks: [{ in_range: { max: 0 } }] }',
    ),
  };
  await expect(world.run('2026-01-12', failing)).rejects.toBeInstanceOf(HoldfastError);
  expect(await tables()).not.toContain('int_usage_days');
  await world.run('2026-01-12');
  expect(await rows('intermediate.int_usage_days')).toHaveLength(5);
  expect((await tables()).filter((name) => name.includes('__next'))).toEqual([]);
});

test('rows that do not belong to the day of their events are refused, and never lost', async () => {
  world.cutRollups(1);
  const monthly = {
    'models/intermediate/int_usage_days.sql': DAYS.replace(
      'cast(happened_at as date) as day',
      "cast(date_trunc('month', happened_at) as date) as day",
    ).replace('cast(known_at as date)', "cast(date_trunc('month', known_at) as date)"),
  };
  await expect(world.run('2026-01-12', monthly)).rejects.toThrow(/unique\(account_id, day, known_on\)/);
});

test('of a view of events a night checks the days of new rows, and their keys against all', async () => {
  await world.run('2026-01-12');
  await world.warehouse.run(
    "insert into build.raw.app__usage values (null, 'a1', timestamp '2025-12-20', 1, 1, timestamp '2025-12-20')",
  );
  await world.use(20, 'a1', '2026-01-11 10:00:00');
  await world.run('2026-01-12');
  await world.warehouse.run(
    "insert into build.raw.app__usage values ('e2', 'a1', timestamp '2026-01-11', 1, 1, timestamp '2026-01-11')",
  );
  await world.use(21, 'a1', '2026-01-11 12:00:00');
  await expect(world.run('2026-01-12')).rejects.toThrow(
    /stg_app__usage: unique\(event_id\): 1 bad row, such as event_id=e2/,
  );
});

/** A view of rollups, by day. */
const byDay = {
  'models/intermediate/int_all_days.sql':
    'select account_id, day, known_on, count_events from intermediate.int_usage_days',
  'models/intermediate/int_all_days.yml': `
description: One row per account, day and day on which it became known.
grain: [account_id, day, known_on]
materialized: view
partition_by: day
columns:
  - { name: account_id, type: varchar, description: The account. }
  - { name: day, type: date, description: UTC day. }
  - { name: known_on, type: date, description: UTC day known. }
  - { name: count_events, type: bigint, description: Events., checks: [{ in_range: { max: 2 } }] }
`,
};

test('of a view of rollups by day a night checks the days of new rows', async () => {
  await world.run('2026-01-12', byDay);
  const spoil = (day: string) =>
    world.warehouse.run(
      `update build.intermediate.int_usage_days set count_events = 99 where day = date '${day}'`,
    );
  await spoil('2026-01-03');
  await world.use(30, 'a0', '2026-01-11 09:00:00');
  await world.run('2026-01-12', byDay);
  for (const generation of [31, 32, 33]) await world.use(generation, 'a0', '2026-01-11 10:00:00');
  await expect(world.run('2026-01-12', byDay)).rejects.toThrow(
    /int_all_days: in_range\(count_events\): 1 bad row of 1 /,
  );
});

test('of a rollup a night looks for keys without its day among all rows', async () => {
  const unique = {
    'models/intermediate/int_usage_days.yml': `${DAYS_YML}unique: [[account_id, count_events]]\n`,
  };
  await world.warehouse.run(
    "delete from build.raw.app__usage where account_id = 'a1' or happened_at > '2026-01-04'",
  );
  await world.run('2026-01-12', unique);
  await world.use(40, 'a1', '2026-01-11 10:00:00');
  await world.run('2026-01-12', unique);
  await world.use(41, 'a0', '2026-01-11 10:00:00');
  await expect(world.run('2026-01-12', unique)).rejects.toThrow(
    /int_usage_days: unique\(account_id, count_events\): 1 bad row, such as account_id=a0 count_events=1/,
  );
});

const throughTable = {
  'models/intermediate/int_last_use.sql':
    'select account_id, max(day) as last_day from intermediate.int_usage_days group by account_id',
  'models/intermediate/int_last_use.yml': `
description: One row per account.
grain: [account_id]
materialized: table
columns:
  - { name: account_id, type: varchar, description: The account. }
  - { name: last_day, type: date, description: Last day of use. }
`,
  'models/intermediate/int_days_to_last.sql': `
select days.account_id, days.day, days.known_on, latest.last_day
from intermediate.int_usage_days as days
inner join intermediate.int_last_use as latest on latest.account_id = days.account_id`,
  'models/intermediate/int_days_to_last.yml': `
description: One row per account, day and day on which it became known.
grain: [account_id, day, known_on]
materialized: incremental
partition_by: day
columns:
  - { name: account_id, type: varchar, description: The account. }
  - { name: day, type: date, description: UTC day. }
  - { name: known_on, type: date, description: UTC day known. }
  - { name: last_day, type: date, description: Last day of use. }
`,
};

test('what changes through a table may change rows of any day of a rollup', async () => {
  const lastDays = () =>
    world.warehouse.rows(
      "select distinct cast(last_day as varchar) as last_day from build.intermediate.int_days_to_last where account_id = 'a9'",
    );
  await world.use(50, 'a9', '2026-01-03 10:00:00');
  await world.run('2026-01-12', throughTable);
  expect(await lastDays()).toEqual([{ last_day: '2026-01-03' }]);
  await world.use(51, 'a9', '2026-01-09 10:00:00');
  await world.run('2026-01-12', throughTable);
  expect(await lastDays()).toEqual([{ last_day: '2026-01-09' }]);
});
