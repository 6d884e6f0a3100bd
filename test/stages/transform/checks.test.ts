import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HoldfastError, type Problem } from '../../../src/errors.ts';
import { smallProject } from '../../support/small-project.ts';
import { openTransformWorld, type TransformWorld } from './transform-world.ts';

const USAGE_YML = smallProject['models/features/usage.yml'] ?? '';
const DAY = '2026-01-12';

let world: TransformWorld;

beforeEach(async () => {
  world = await openTransformWorld();
  await world.use(2, 'a1', '2026-01-06 10:00:00');
});

afterEach(() => world.close());

/** The small project with a query of sql/checks that finds two of its three accounts bad. */
const custom = (
  yml: string,
  sql = "select account_id from staging.stg_app__accounts where account_id <> 'a0'",
) => ({
  'sql/checks/odd_accounts.sql': sql,
  'sql/checks/odd_accounts.yml': `description: Accounts that are odd.\n  They are few. They stay.\n${yml}`,
});

async function failure(changes: Record<string, string>): Promise<readonly Problem[]> {
  const error = await world.run(DAY, changes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(HoldfastError);
  return (error as HoldfastError).problems;
}

const told = () => world.events.flatMap((event) => (event.kind === 'problem' ? [event.problem] : []));

test('a failing check of a model gives its count, of how many rows, and a key; nothing moves', async () => {
  const problems = await failure({ 'models/features/usage.yml': USAGE_YML.replace('min: 0', 'min: 1') });
  expect(problems.map((p) => [p.file, p.severity, p.message])).toEqual([
    [
      'models/features/usage.sql',
      'error',
      'features.usage: in_range(events_28d): 5 bad rows of 6 (83.3 %), such as account_id=a0 as_of=2026-01-05',
    ],
    [undefined, 'error', 'features.profile skipped: upstream features.usage failed'],
  ]);
  expect(told()).toEqual(problems);
});

test('a check that only warns is told when it is found and lets the run go on', async () => {
  const yml = USAGE_YML.replace('min: 0', 'max: 0, severity: warn');
  const report = await world.run(DAY, { 'models/features/usage.yml': yml });
  expect(report.warnings.map((p) => [p.severity, p.message])).toEqual([
    ['warning', expect.stringContaining('in_range(events_28d): 1 bad row of 6 (16.7 %)')],
  ]);
  expect(told()).toEqual(report.warnings);
  const kinds = world.events.map((event) => (event.kind === 'node_finished' ? event.node : event.kind));
  expect(kinds.indexOf('problem')).toBe(kinds.indexOf('features.usage') + 1);
  expect((await world.usage()).length).toBe(6);
});

describe('a check that warned', () => {
  const yml = USAGE_YML.replace('min: 0', 'max: 0, severity: warn');
  const warn = { 'models/features/usage.yml': yml };
  const messages = async (asOf: string, changes: Record<string, string> = warn) =>
    (await world.run(asOf, changes)).warnings.map((p) => p.message);
  const bad = (rows: string) => [expect.stringContaining(`in_range(events_28d): ${rows}`)];

  test('is told again as long as the rows stand, and no longer', async () => {
    expect(await messages(DAY)).toEqual(bad('1 bad row of 6'));
    expect(await messages(DAY)).toEqual(bad('1 bad row of 6'));
    expect(await messages('2026-01-19')).toEqual(bad('2 bad rows of 9'));
    await world.warehouse.run('delete from build.raw.app__usage');
    await world.warehouse.run(
      `insert into build.meta.raw_changes values (9, 'raw.app__usage', timestamp '2026-01-06');
       insert into build.meta.touched_days values (9, 'raw.app__usage', date '2026-01-06')`,
    );
    expect(await messages('2026-01-19')).toEqual([]);
    expect(await messages('2026-01-19')).toEqual([]);
  });

  test('and one that is new is run on rows that stand', async () => {
    expect(await messages(DAY, {})).toEqual([]);
    expect(await messages(DAY)).toEqual(bad('1 bad row of 6'));
    const error = await failure({ 'models/features/usage.yml': USAGE_YML.replace('min: 0', 'max: 0') });
    expect(error[0]?.message).toContain('in_range(events_28d): 1 bad row of 6');
    expect(await messages(DAY, {})).toEqual([]);
  });
});

test('each model is told once, checks are no models, and both say how long they took', async () => {
  const report = await world.run(DAY, custom('severity: warn'));
  const nodes = world.events.filter((event) => event.kind === 'node_finished');
  const names = nodes.map(({ node }) => node).sort();
  expect(names).toEqual([...report.nodes.map(({ relation }) => relation), 'check.odd_accounts'].sort());
  expect(new Set(names).size).toBe(7);
  expect(nodes.filter(({ milliseconds }) => milliseconds === 0)).toEqual([]);
});

describe('a query of sql/checks', () => {
  test('is told in the words of its description', async () => {
    const { warnings, checks } = await world.run(DAY, custom('severity: warn'));
    expect(warnings.map((p) => [p.file, p.message])).toEqual([
      ['sql/checks/odd_accounts.sql', 'Accounts that are odd: 2 bad rows, such as account_id=a1'],
    ]);
    expect(checks.at(-1)).toMatchObject({
      description: 'Accounts that are odd. They are few. They stay.',
      rows: null,
    });
  });

  test.each([
    ['tolerate: 1', 'Accounts that are odd: 2 bad rows, more than the tolerated 1, such as account_id=a1'],
    ['tolerate: 2', null],
    [
      'tolerate: { share: 0.6, of: staging.stg_app__accounts }',
      'Accounts that are odd: 2 bad rows of 3 (66.7 %), more than the tolerated 1, such as account_id=a1',
    ],
    ['tolerate: { share: 0.67, of: staging.stg_app__accounts }', null],
  ])('%s', async (tolerate, message) => {
    const changes = custom(tolerate);
    if (message === null) {
      const { checks, warnings } = await world.run(DAY, changes);
      expect(checks.at(-1)).toMatchObject({ badRows: 2, tolerated: 2 });
      expect(warnings).toEqual([]);
    } else expect((await failure(changes)).map((p) => p.message)).toEqual([message]);
  });

  test('may tolerate a share of what it reads only', async () => {
    const problems = await failure(custom('tolerate: { share: 0.5, of: staging.stg_app__acounts }'));
    expect(problems.map((p) => [p.file, p.message, p.hint])).toEqual([
      [
        'sql/checks/odd_accounts.yml',
        'tolerate.of: "staging.stg_app__acounts" is not read by sql/checks/odd_accounts.sql',
        'did you mean "staging.stg_app__accounts"?',
      ],
    ]);
  });

  test('that fails is a failed check and no defect', async () => {
    const problems = await failure(custom('', 'select error(account_id) from staging.stg_app__accounts'));
    expect(problems.map((p) => [p.name, p.file])).toEqual([['modelFailed', 'sql/checks/odd_accounts.sql']]);
    expect(problems[0]?.message).toMatch(/^check odd_accounts failed: /);
  });
});

test('a check of a feature that fails to run is that model, and no defect', async () => {
  const yml = USAGE_YML.replace('in_range: { min: 0 }', 'in_range: { min: 2026-01-01 }');
  const problems = await failure({ 'models/features/usage.yml': yml });
  expect(problems.map((p) => [p.name, p.file])[0]).toEqual(['modelFailed', 'models/features/usage.sql']);
});

test('a day as the maximum of instants is fine to its end, as it is of a source', async () => {
  const usage = (max: string) => ({
    'models/staging/app/stg_app__usage.yml': (
      smallProject['models/staging/app/stg_app__usage.yml'] ?? ''
    ).replace(
      'description: When. }',
      `description: When., checks: [{ in_range: { min: 2026-01-06, max: ${max}, severity: warn } }] }`,
    ),
  });
  expect((await world.run(DAY, usage('2026-01-06'))).warnings).toEqual([]);
  expect((await world.run(DAY, usage('2026-01-05'))).warnings.map((p) => p.message)).toEqual([
    expect.stringContaining('in_range(happened_at): 1 bad row of 1'),
  ]);
});

describe('a relationship to what is built after its model', () => {
  const ACCOUNTS_YML = smallProject['models/staging/app/stg_app__accounts.yml'] ?? '';
  /** No upstream of stg_app__accounts, and after it by name; the first model of all to be built reads neither. */
  const related = (to: string, severity = 'error') => ({
    'models/staging/app/stg_app__accounts.yml': ACCOUNTS_YML.replace(
      'description: The account. }',
      `description: The account., checks: [{ relationships: { to: ${to}, column: account_id, severity: ${severity} } }] }`,
    ),
  });
  const LATER = ['staging.stg_app__usage', 'intermediate.int_usage_days', 'features.usage'];

  test.each(LATER)('waits until %s is there', async (to) => {
    const report = await world.run(DAY, related(to, 'warn'));
    const check = `relationships(account_id -> ${to}.account_id)`;
    const orphans = to === 'features.usage' ? 0 : 2;
    expect(report.checks.filter((found) => found.check === check)).toMatchObject([{ badRows: orphans }]);
    expect(report.warnings.length).toBe(orphans === 0 ? 0 : 1);
  });

  test('is told once, stops the commit, and is told again as long as the rows stand', async () => {
    const to = 'staging.stg_app__usage';
    const problems = await failure(related(to));
    expect(problems.map((p) => p.message)).toEqual([expect.stringContaining('2 bad rows')]);
    expect(told()).toEqual(problems);
    const first = await world.run(DAY, related(to, 'warn'));
    const again = await world.run(DAY, related(to, 'warn'));
    expect(again.warnings.map((p) => p.message)).toEqual(first.warnings.map((p) => p.message));
  });

  test('is left to the next run where its model alone is built and the other never was', async () => {
    const to = 'intermediate.int_usage_days';
    const alone = await world.run(DAY, related(to, 'warn'), ['staging.stg_app__accounts']);
    expect(alone.checks.some((found) => found.check.startsWith('relationships'))).toBe(false);
    const whole = await world.run(DAY, related(to, 'warn'));
    expect(whole.warnings.length).toBe(1);
  });

  test('is passed over where the other has failed, whose failure is told', async () => {
    const broken = { 'models/staging/app/stg_app__usage.sql': 'select nonsense from raw.app__usage' };
    const problems = await failure({ ...related('staging.stg_app__usage'), ...broken });
    expect(problems[0]?.message).toContain('nonsense');
    expect(problems.some((p) => p.message.includes('relationships'))).toBe(false);
  });
});

describe('a relationship of rows that stand is checked again', () => {
  const SUMMARY = 'relationships(account_id -> staging.stg_app__accounts.account_id)';
  const related = (model: string, check: string) => ({
    [model]: (smallProject[model] ?? '').replace(
      'description: The account. }',
      `description: The account., checks: [{ relationships: ${check} }] }`,
    ),
  });
  const loseAccount = () =>
    world.warehouse.run(
      `delete from build.raw.app__accounts where account_id = 'a1';
       insert into build.meta.raw_changes values (9, 'raw.app__accounts', timestamp '2026-01-01');
       insert into build.meta.touched_days values (9, 'raw.app__accounts', date '2025-12-01')`,
    );

  test.each(['models/staging/app/stg_app__usage.yml', 'models/intermediate/int_usage_days.yml'])(
    'when what it leads to has lost a row, and as long as that warns it is told once a run: %s',
    async (model) => {
      const to = '{ to: staging.stg_app__accounts, column: account_id, severity: warn }';
      const changes = related(model, to);
      const told = async () =>
        (await world.run(DAY, changes)).warnings
          .map((p) => p.message)
          .filter((text) => text.includes(SUMMARY));
      expect(await told()).toEqual([]);
      await loseAccount();
      expect(await told()).toEqual([expect.stringContaining('1 bad row')]);
      expect(await told()).toEqual([expect.stringContaining('1 bad row')]);
      await world.warehouse.run(
        `insert into build.raw.app__accounts select 'a1', timestamp '2025-12-01', 1, 1, timestamp '2025-12-01';
         insert into build.meta.raw_changes values (10, 'raw.app__accounts', timestamp '2026-01-01')`,
      );
      expect(await told()).toEqual([]);
    },
  );

  test('also where only the other was selected when it lost the row', async () => {
    const to = '{ to: intermediate.int_lifetimes, column: account_id }';
    const changes = related('models/staging/app/stg_app__usage.yml', to);
    await world.run(DAY, changes);
    await loseAccount();
    await world.run(DAY, changes, ['staging.stg_app__accounts', 'intermediate.int_lifetimes']);
    await expect(world.run(DAY, changes)).rejects.toThrow(/int_lifetimes.account_id\): 1 bad row/);
  });

  test('when a seed has lost one', async () => {
    const names =
      'description: Names.\ncolumns:\n  - { name: account_id, type: varchar, description: The account. }';
    const changes = (accounts: string) => ({
      ...related('models/staging/app/stg_app__usage.yml', '{ to: seeds.names, column: account_id }'),
      'seeds/seeds.yml': `seeds:\n  - name: names\n    key: [account_id]\n    ${names.replaceAll('\n', '\n    ')}\n`,
      'seeds/names.csv': `account_id\n${accounts}\n`,
    });
    await world.warehouse.run(
      "create schema build.seeds; create table build.seeds.names as select 'a1' as account_id",
    );
    await world.run(DAY, changes('a1'));
    await world.warehouse.run("update build.seeds.names set account_id = 'a2'");
    await expect(world.run(DAY, changes('a2'))).rejects.toThrow(/seeds.names.account_id\): 1 bad row/);
  });
});
