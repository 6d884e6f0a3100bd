import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { type CheckOptions, check } from '../../src/app/check.ts';
import { type RunProject, runProject } from '../support/run-project.ts';
import { smallProject } from '../support/small-project.ts';

const ROLLUP = 'models/intermediate/int_usage_days';
const LIFETIMES = 'models/intermediate/int_lifetimes.yml';
const VIEW = 'models/intermediate/int_ones';

let project: RunProject;

beforeEach(async () => {
  project = await runProject();
  onTestFinished(() => project.remove());
  await project.deliver('all', [
    ['E1', 'a0', '2026-01-20 10:00:00'],
    ['E2', 'a1', '2026-01-20 11:00:00'],
    ['E3', 'a2', '2026-01-20 11:00:00'],
  ]);
  await run();
});

const run = (select?: string) => project.run({ pipeline: 'features', asOf: '2026-02-02', select });

const textOf = (file: string): string => smallProject[file] ?? '';

/** A column more in the SQL and the yml of the rollup. */
async function writeColumn(): Promise<void> {
  await project.write(`${ROLLUP}.sql`, textOf(`${ROLLUP}.sql`).replace('count(*)', '1 as one, count(*)'));
  await project.write(
    `${ROLLUP}.yml`,
    `${textOf(`${ROLLUP}.yml`)}  - { name: one, type: integer, description: One. }\n`,
  );
}

async function removeColumn(): Promise<void> {
  for (const file of [`${ROLLUP}.sql`, `${ROLLUP}.yml`]) await project.write(file, textOf(file));
}

/** A view that reads the column, if not other SQL. */
async function writeView(sql = 'select account_id, one from intermediate.int_usage_days'): Promise<void> {
  const columns = ['name: account_id, type: varchar', 'name: one, type: integer'];
  const described = columns.map((column) => `  - { ${column}, description: As said. }\n`).join('');
  const head = 'description: Ones.\ngrain: [account_id]\nmaterialized: view\ncolumns:\n';
  await project.write(`${VIEW}.sql`, sql);
  await project.write(`${VIEW}.yml`, `${head}${described}`);
}

/** A check of a model that nothing has changed. */
async function relateLifetimesTo(relation: string): Promise<void> {
  const checks = `checks: [{ relationships: { to: ${relation}, column: account_id } }]`;
  await project.write(LIFETIMES, textOf(LIFETIMES).replace('The account. }', `The account., ${checks} }`));
}

/** What a check finds that nothing is wrong with. */
async function passed(options: CheckOptions = {}) {
  const { exitCode, result } = await check(project.context, options);
  expect(result.problems).toEqual([]);
  expect(exitCode).toBe(0);
  return { notBuilt: result.checks?.not_built, results: result.checks?.results ?? [] };
}

test('what has changed since it was built is not built yet, but others may lead to its rows', async () => {
  await writeColumn();
  await project.write('sql/checks/ones.sql', 'select one from intermediate.int_usage_days where one > 1');
  await project.write('sql/checks/ones.yml', 'description: Ones.\n');
  await relateLifetimesTo('intermediate.int_usage_days');
  const { notBuilt, results } = await passed({ exclude: 'features.profile' });
  expect(notBuilt).toEqual(['intermediate.int_usage_days', 'features.usage', 'check.ones']);
  const name = 'relationships(account_id -> intermediate.int_usage_days.account_id)';
  expect(results).toContainEqual(expect.objectContaining({ check: name, badRows: 0 }));
});

test('a relationship to a column that is not built yet is passed over', async () => {
  await writeColumn();
  const checks = 'checks: [{ relationships: { to: intermediate.int_usage_days, column: one } }]';
  await project.write(LIFETIMES, textOf(LIFETIMES).replace('The account. }', `The account., ${checks} }`));
  const { results } = await passed({ select: 'int_lifetimes' });
  expect(results.map((one) => one.check)).toEqual(['not_null(account_id)', 'unique(account_id)']);
});

test('a view over what has changed is not looked at, nor is a relationship that leads to it', async () => {
  await writeColumn();
  await writeView();
  await relateLifetimesTo('intermediate.int_ones');
  const { notBuilt, results } = await passed({ exclude: 'features.*' });
  expect(notBuilt).toEqual(['intermediate.int_usage_days', 'intermediate.int_ones']);
  const names = results.map((one) => one.check);
  expect(names).toContain('unique(account_id)');
  expect(names.filter((name) => name.startsWith('relationships'))).toEqual([]);
});

test('a view that is what it was is not looked at over a table that is not', async () => {
  await writeColumn();
  await writeView();
  await run();
  await removeColumn();
  await writeView('select account_id, 1 as one from staging.stg_app__usage');
  await run('int_usage_days');
  await writeColumn();
  await writeView();
  const { notBuilt } = await passed({ exclude: 'features.*' });
  expect(notBuilt).toEqual(['intermediate.int_usage_days', 'intermediate.int_ones']);
});
