import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import { AS_OF, done, type Night, type Ran, runDaily } from '../support/e2e-process.ts';
import { publishedOf, ROOT, smallCompany, workFolder } from '../support/e2e-project.ts';
import { asking, publishedTable } from '../support/e2e-query.ts';
import { commandLines, mentionedCommands, README, readmeBlock, readmePath } from '../support/e2e-readme.ts';

const project = join(workFolder('readme'), 'project');

beforeAll(() => smallCompany(project));

describe('how to add a feature model, step by step', () => {
  const model = basename(readmePath('.sql'), '.sql');
  const column = readmeColumn();
  let made: Ran;
  let validated: Ran;
  let checked: Ran;
  let tested: Ran;
  let night: Night;

  beforeAll(async () => {
    made = await done(project, ['new', 'feature', model]);
    await writeFile(join(project, readmePath('.sql')), readmeBlock('feature-sql'));
    await writeFile(join(project, readmePath('.yml')), readmeBlock('feature-yml'));
    await addMeasure();
    validated = await done(project, ['validate']);
    checked = await done(project, ['check', '--select', model]);
    tested = await done(project, ['backtest', '--as-of', AS_OF, '--score', 'health']);
    night = await runDaily(project);
  }, 240_000);

  test('its two files are made where the steps go on', () => {
    expect(made.stdout).toContain(`wrote ${readmePath('.sql')}\nwrote ${readmePath('.yml')}\n`);
  });

  test('its unit test passes', () => {
    expect(checked.stdout).toContain('1 unit test: all passed');
  });

  test('validate finds nothing wrong with it', () => {
    expect(validated.stdout).toMatch(/no problems/);
  });

  test('the next run publishes its column', async () => {
    expect(night.code).toBe(0);
    const [row] = await asking(project, (ask) =>
      ask<{ accounts: number; known: number; least: number; most: number }>(
        `select count(*) as accounts, count(${column}) as known, min(${column}) as least, max(${column}) as most
         from ${publishedTable(project, 'features', AS_OF)}`,
      ),
    );
    expect(row?.known).toBeGreaterThan(20);
    expect(row?.least).toBeGreaterThanOrEqual(0);
    expect(row?.most).toBeGreaterThan(0.1);
    expect(row?.most).toBeLessThanOrEqual(1);
  });

  test('as a measure of weight 0 it is explained without points, and back-tested', async () => {
    expect(tested.stdout).toMatch(new RegExp(`^ +${model} `, 'm'));
    const [watched, figures] = await asking(project, (ask) =>
      Promise.all([
        ask(`select count(*) > 0 as there, sum(points) as points
             from ${publishedTable(project, 'score_measures', AS_OF)} where item = '${model}'`),
        ask(`select distinct horizon_days from ${publishedTable(project, 'backtest_metrics', AS_OF)}
             where subject = '${model}' and statistic = 'auc'`),
      ]),
    );
    expect(watched).toMatchObject([{ there: true, points: 0 }]);
    expect(figures).toHaveLength(6);
  });

  test('the query for DuckDB reads what was published', async () => {
    const sql = readmeBlock('query-duckdb').replaceAll("'published/", `'${publishedOf(project)}/`);
    const rows = await asking(project, (ask) => ask<Record<string, unknown>>(sql));
    expect(rows.length).toBeGreaterThan(20);
    expect(Object.keys(rows[0] ?? {})).toEqual(['account_name', 'band', 'score', 'reason_1']);
  });
});

describe('commands that are shown', () => {
  test.each([
    ['README.md', README],
    ["a new project's README.md", ''],
  ])('%s: each is one that the program knows, with flags that it has', async (_name, text) => {
    const shown = text === '' ? await readFile(join(project, 'README.md'), 'utf8') : text;
    const lines = commandLines(shown);
    expect(lines.length).toBeGreaterThanOrEqual(4);
    for (const argv of lines) expect(parseArguments(argv, commands).problems, argv.join(' ')).toEqual([]);
    const names = commands.map(({ name }) => name);
    for (const name of mentionedCommands(shown)) expect(names).toContain(name);
  });

  test('npm scripts that are shown are there', async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: object };
    const shown = [...README.matchAll(/npm (?:run (?:--silent )?)?(start|test|bench|soak|build)\b/g)];
    for (const [, script = ''] of shown) expect(scripts).toHaveProperty(script);
  });
});

/** The one column of the feature model's yml that is not its key. */
function readmeColumn(): string {
  const names = [...readmeBlock('feature-yml').matchAll(/name: (\w+)/g)].map(([, name = '']) => name);
  return names.find((name) => name !== 'account_id' && name !== 'as_of') ?? '';
}

/** Step 5: a measure in the first dimension of the scorecard. */
async function addMeasure(): Promise<void> {
  const file = join(project, 'models/scores/health.yml');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/^ {4}measures:\n/m, (line) => `${line}${readmeBlock('feature-measure')}`),
  );
}
