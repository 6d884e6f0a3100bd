import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { readProject } from '../../../src/app/load-project.ts';
import type { Problem } from '../../../src/errors.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';
import { memoryProject } from '../../support/memory-project.ts';
import { smallProject } from '../../support/small-project.ts';

let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
});

afterAll(() => warehouse.close());

/** The problems of the small project with some of its files changed. */
async function problems(changes: Readonly<Record<string, string>>): Promise<readonly Problem[]> {
  return (await readProject(memoryProject({ ...smallProject, ...changes }), {}, warehouse)).problems;
}

const changed = (file: string, from: string, to: string): Record<string, string> => {
  const text = smallProject[file] ?? '';
  expect(text).toContain(from);
  return { [file]: text.replace(from, to) };
};

test('the small project itself has no problem', async () => {
  expect(await problems({})).toEqual([]);
});

test('a model that lacks what its role in pipeline.yml needs is refused at its yml, with what to write', async () => {
  const yml = changed(
    'models/intermediate/int_lifetimes.yml',
    '  - { name: live_to, type: date, description: Last day. }\n',
    '',
  );
  const sql = changed('models/intermediate/int_lifetimes.sql', ', cast(null as date) as live_to', '');
  expect(await problems({ ...yml, ...sql })).toMatchObject([
    {
      name: 'roleColumn',
      file: 'models/intermediate/int_lifetimes.yml',
      hint: expect.stringContaining('cast(null as date) as live_to'),
    },
  ]);
});

test('a role column has its type under any of its names', async () => {
  const lifetimes = 'models/intermediate/int_lifetimes.yml';
  const profile = 'models/features/profile.yml';
  const yml = {
    ...changed(lifetimes, 'name: account_id, type: varchar', 'name: account_id, type: text'),
    ...changed(profile, 'name: arr_cents, type: bigint', 'name: arr_cents, type: INT8'),
  };
  expect(await problems(yml)).toEqual([]);
  const wrong = changed(profile, 'name: arr_cents, type: bigint', 'name: arr_cents, type: integer');
  expect(await problems(wrong)).toMatchObject([{ name: 'roleColumn', file: profile }]);
});

test('broken sources are told once, not again by every model that reads them', async () => {
  const found = await problems(
    changed('models/staging/app/_app__sources.yml', 'kind: events', 'kind: evnts'),
  );
  expect(found.map((p) => p.file)).toEqual(['models/staging/app/_app__sources.yml']);
});

test.each([
  [
    'a staging model reads only raw',
    'models/staging/app/stg_app__usage.sql',
    'raw.app__usage',
    'intermediate.int_usage_days',
    'layerRule',
  ],
  [
    'a feature model starts from the spine',
    'models/features/usage.sql',
    'from spine.account_as_of as spine\nleft',
    'from features.profile as spine\nleft',
    'cycle',
  ],
  [
    'an aggregate without an order',
    'models/features/usage.sql',
    'sum(days.count_events)',
    'first(days.count_events)',
    'unorderedAggregate',
  ],
  [
    'a file read behind the door',
    'models/intermediate/int_lifetimes.sql',
    'from staging.stg_app__accounts',
    "from read_csv('x.csv')",
    'unsafeTableFunction',
  ],
  [
    'a bare name',
    'models/intermediate/int_lifetimes.sql',
    'from staging.stg_app__accounts',
    'from stg_app__accounts',
    'bareRelation',
  ],
])('%s', async (_what, file, from, to, name) => {
  expect((await problems(changed(file, from, to))).map((p) => p.name)).toContain(name);
});

test('a mart is not built by the days of events: features get new dates without any', async () => {
  const found = await problems({
    'models/marts/usage_by_day.sql': 'select as_of, count(*) as accounts from features.usage group by as_of',
    'models/marts/usage_by_day.yml': `
description: One row per as_of.
grain: [as_of]
materialized: incremental
partition_by: as_of
columns:
  - { name: as_of, type: date, description: As-of date. }
  - { name: accounts, type: bigint, description: Accounts. }
`,
  });
  expect(found).toMatchObject([
    {
      name: 'layerRule',
      file: 'models/marts/usage_by_day.sql',
      message: expect.stringContaining('is materialized incremental'),
      hint: expect.stringContaining('make it a table'),
    },
  ]);
});

test('two feature models may not have a column of one name', async () => {
  const yml = changed(
    'models/features/profile.yml',
    'name: is_active, type: boolean',
    'name: events_28d, type: boolean',
  );
  const found = await problems(yml);
  expect(found.map((p) => p.name)).toContain('ambiguousFeature');
});

test.each([
  ['seeds.plan', 'plan', 'unknownRelation', 'unknown relation "seeds.plan"', 'did you mean "seeds.plans"?'],
  ['seeds.plans', 'plans', 'relationshipColumn', 'seeds.plans has no column "plans"', 'did you mean "plan"?'],
])(
  'a relationship that leads to %s(%s) is refused where it stands',
  async (to, column, name, message, hint) => {
    const yml = changed(
      'models/features/usage.yml',
      'columns:\n',
      `columns:\n  - name: bought\n    type: varchar\n    description: x\n    checks: [{ relationships: { to: ${to}, column: ${column} } }]\n`,
    );
    const seeds = {
      'seeds/plans.csv': 'plan\nsmall\n',
      'seeds/seeds.yml':
        'seeds: [{ name: plans, description: x, key: [plan], columns: [{ name: plan, type: varchar, description: x }] }]\n',
    };
    const found = await problems({ ...yml, ...seeds });
    expect(found.filter((one) => one.name === name)).toMatchObject([
      { message, hint, file: 'models/features/usage.yml', line: expect.any(Number) },
    ]);
  },
);
