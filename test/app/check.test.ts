import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CheckOptions, check } from '../../src/app/check.ts';
import { runPipeline } from '../../src/app/run.ts';
import { smallProject } from '../support/small-project.ts';
import { testContext } from '../support/test-context.ts';

const YML = 'models/features/usage.yml';
const DAYS = 'models/intermediate/int_usage_days.yml';

/** The small project with unit tests behind a model's yml, written to a folder. */
async function projectWith(
  tests: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>> = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-check-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const ymls = Object.entries(tests).map(([file, text]) => [file, `${smallProject[file] ?? ''}${text}`]);
  const pipelines = { 'pipelines/daily.yml': 'description: All.\nsteps: [extract, transform]\n' };
  const files: Record<string, string> = {
    ...smallProject,
    ...pipelines,
    ...more,
    ...Object.fromEntries(ymls),
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

async function checked(tests: Readonly<Record<string, string>>, options: CheckOptions = {}) {
  return check(testContext(await projectWith(tests)), options);
}

const problemsOf = (tests: Readonly<Record<string, string>>) =>
  checked(tests).then(
    () => [],
    ({ problems }) => problems,
  );

const USAGE = `unit_tests:
  - name: counts_four_weeks
    given:
      spine.account_as_of: [{ account_id: A }, { account_id: B }]
      intermediate.int_usage_days:
        - { account_id: A, day: as_of - 28d, known_on: as_of - 1d, count_events: 2 }
        - { account_id: A, day: as_of - 29d, known_on: as_of - 29d, count_events: 4 }
        - { account_id: B, day: as_of - 1d, known_on: as_of, count_events: 8 }
    expect:
      - { account_id: A, events_28d: 2 }
      - { account_id: B, events_28d: 0 }
  - name: accounts_come_from_what_is_given
    as_of: 2026-03-01
    given:
      intermediate.int_usage_days:
        - { account_id: C, day: 2026-02-28, known_on: as_of - 1d, count_events: 1 }
    expect: [{ account_id: C, as_of: 2026-03-01, events_28d: 1 }]
  - name: nobody_is_there
    expect: []
`;

describe('unit tests', () => {
  test('given rows give the expected ones, with days relative to as_of', async () => {
    const { exitCode, result, text } = await checked({ [YML]: USAGE });
    expect(result).toMatchObject({ unit_tests: { passed: 3, failed: 0 }, checks: null, problems: [] });
    expect(exitCode).toBe(0);
    expect(text).toBe('3 unit tests: all passed\nno build file yet: checks on data come with the first run');
  });

  test('staging is tested on raw rows, and instants have times', async () => {
    const tests = `unit_tests:
  - name: keeps_both_clocks
    given:
      raw.app__usage: [{ event_id: E, happened_at: as_of - 3d 14:30, _known_at: as_of - 3d 14:30:15.250 }]
    expect: [{ event_id: E, account_id: null, happened_at: as_of - 3d 14:30, known_at: as_of - 3d 14:30:15.250 }]
`;
    expect((await checked({ 'models/staging/app/stg_app__usage.yml': tests })).exitCode).toBe(0);
  });

  test('features stand as of the day unless they say otherwise, and make the spine', async () => {
    const tests = `unit_tests:
  - name: reads_features
    given:
      features.usage: [{ account_id: A, events_28d: 1 }, { account_id: A, as_of: as_of - 7d, events_28d: 0 }]
    expect: [{ account_id: A, is_active: true }, { account_id: A, as_of: as_of - 7d, is_active: false }]
`;
    expect((await checked({ 'models/features/profile.yml': tests })).exitCode).toBe(0);
  });

  test('a failure shows the cells that differ, and nothing else', async () => {
    const tests = `unit_tests:
  - name: expects_too_much
    given:
      intermediate.int_usage_days:
        - { account_id: A, day: as_of - 1d, known_on: as_of - 1d, count_events: 2 }
        - { account_id: B, day: as_of - 1d, known_on: as_of - 1d, count_events: 2 }
        - { account_id: C, day: as_of - 1d, known_on: as_of - 1d, count_events: 2 }
    expect: [{ account_id: A, events_28d: 3 }, { account_id: B, events_28d: 2 }, { account_id: D }]
`;
    const { exitCode, result, text } = await checked({ [YML]: tests });
    expect(exitCode).toBe(1);
    expect(result.problems).toMatchObject([{ name: 'unitTestFailed', file: YML, line: 9, column: 11 }]);
    expect(text.split('\n').slice(0, 5)).toEqual([
      `${YML}:9:11  HF405  unit test expects_too_much of features.usage: 1 cell differs, 1 row is missing, 1 row too many`,
      '  account_id  as_of       column      expected      |  actual',
      '  A           2026-01-31  events_28d  3             |  2',
      '  D           2026-01-31  (the row)   is there      |  is missing',
      '  C           2026-01-31  (the row)   is not there  |  is there',
    ]);
    expect(text).toContain('1 unit test: 1 failed');
  });

  test('the chosen models alone are tested', async () => {
    const wrong =
      'unit_tests:\n  - { name: wrong, expect: [{ account_id: A, day: as_of, known_on: as_of }] }\n';
    const tests = { [YML]: USAGE, [DAYS]: wrong };
    expect((await checked(tests)).exitCode).toBe(1);
    const { exitCode, result } = await checked(tests, { select: 'features.usage' });
    expect(exitCode).toBe(0);
    expect(result.unit_tests).toMatchObject({ passed: 3, failed: 0 });
  });

  test('a model that can not run on the rows fails by its own words', async () => {
    const sql = "select account_id, as_of, cast('x' as bigint) as events_28d from spine.account_as_of";
    const folder = await projectWith(
      {
        [YML]:
          'unit_tests: [{ name: broken, given: { spine.account_as_of: [{ account_id: A }] }, expect: [] }]\n',
      },
      { 'models/features/usage.sql': sql },
    );
    const { exitCode, result } = await check(testContext(folder), {});
    expect(exitCode).toBe(1);
    expect(result.problems[0]?.message).toContain('Could not convert string');
  });

  test('a null is not found in a column that the model does not give', async () => {
    const one = '{ name: lost, given: { spine.account_as_of: [{ account_id: A }] }, expect: [ROW] }';
    const row = '{ account_id: A, events_28d: null }';
    const folder = await projectWith(
      { [YML]: `unit_tests: [${one.replace('ROW', row)}]\n` },
      { 'models/features/usage.sql': 'select account_id, as_of from spine.account_as_of' },
    );
    const { exitCode, result } = await check(testContext(folder), {});
    expect(exitCode).toBe(1);
    expect(result.problems[0]?.message).toContain('the SQL gives no column events_28d');
  });
});

describe('mistakes in unit tests', () => {
  const given = (rows: string) => `unit_tests:\n  - name: one\n    given:\n${rows}    expect: []\n`;

  test.each([
    [
      'an unknown relation',
      '      intermediate.int_usage_day: []\n',
      11,
      'did you mean "intermediate.int_usage_days"?',
    ],
    [
      'a relation that the model does not read',
      '      staging.stg_app__usage: []\n',
      11,
      'it reads intermediate.int_usage_days, spine.account_as_of',
    ],
    [
      'an unknown column',
      '      intermediate.int_usage_days: [{ account_idd: A }]\n',
      11,
      'did you mean "account_id"?',
    ],
    [
      'a day that is none',
      '      intermediate.int_usage_days: [{ day: as_of -3d }]\n',
      11,
      'write as_of, as_of - 3d',
    ],
  ])('%s is told with its place and what was meant', async (_what, rows, line, hint) => {
    expect(await problemsOf({ [YML]: given(rows) })).toMatchObject([
      { name: 'unitTestInvalid', file: YML, line, hint: expect.stringContaining(hint) },
    ]);
  });

  test('an expected row names its whole grain, a name is used once', async () => {
    const tests =
      'unit_tests:\n  - { name: one, expect: [{ as_of: as_of }] }\n  - { name: one, expect: [] }\n';
    const problems: { message: string; line: number }[] = await problemsOf({ [YML]: tests });
    expect(problems.map(({ message, line }) => [line, message])).toEqual([
      [9, 'unit test one of features.usage: an expected row does not name account_id, of the grain'],
      [10, 'unit test one of features.usage: another test of the model has that name'],
    ]);
  });

  test('a value that does not fit its column is told with its row', async () => {
    const rows =
      '      intermediate.int_usage_days:\n        - { account_id: A }\n        - { count_events: many }\n';
    const { exitCode, result } = await checked({ [YML]: given(rows) });
    expect(exitCode).toBe(78);
    expect(result.problems).toMatchObject([{ name: 'unitTestInvalid', line: 13 }]);
    expect(result.problems[0]?.message).toContain(
      'intermediate.int_usage_days.count_events: Conversion Error',
    );
  });
});

describe('checks on the build file', () => {
  const EXPORTS = {
    'exports/accounts/all.csv': 'account_id,opened_at\nA,2025-12-01 00:00:00\n',
    'exports/usage/all.csv':
      'event_id,account_id,happened_at\nE1,A,2026-01-20 10:00:00\nE2,A,2026-01-20 11:00:00\n',
  };
  const QUERY = 'select account_id, count_events from intermediate.int_usage_days where count_events > 1';

  async function built() {
    const folder = await projectWith({ [YML]: USAGE }, EXPORTS);
    const context = testContext(folder);
    await runPipeline(context, { pipeline: 'daily', asOf: '2026-02-02' });
    const write = (file: string, text: string) => writeFile(join(folder, file), text);
    await mkdir(join(folder, 'sql/checks'), { recursive: true });
    return { context, write };
  }

  test('what stands passes, and a check that is written later finds its rows without a run', async () => {
    const { context, write } = await built();
    const first = await check(context, {});
    expect(first.exitCode).toBe(0);
    expect(first.result.checks?.results.length).toBeGreaterThan(5);
    await write('sql/checks/busy.sql', QUERY);
    await write('sql/checks/busy.yml', 'description: Busy days.\n');
    const { exitCode, result, text } = await check(context, {});
    expect(exitCode).toBe(1);
    expect(result.problems).toMatchObject([{ name: 'checkFailed', file: 'sql/checks/busy.sql' }]);
    expect(text).toContain('HF403  Busy days: 1 bad row, such as account_id=A count_events=2');
    const others = await check(context, { exclude: 'check.busy' });
    expect(others.exitCode).toBe(0);
  });

  test('a warning leaves the exit code at 0; what is not built yet is told and passed over', async () => {
    const { context, write } = await built();
    await write('sql/checks/busy.sql', QUERY);
    await write('sql/checks/busy.yml', 'description: Busy days.\nseverity: warn\n');
    await write('models/intermediate/int_new.sql', 'select account_id from staging.stg_app__accounts');
    await write(
      'models/intermediate/int_new.yml',
      'description: One row per account.\ngrain: [account_id]\ncolumns: [{ name: account_id, type: varchar, description: Id. }]\n',
    );
    const { exitCode, result, text } = await check(context, {});
    expect(exitCode).toBe(0);
    expect(result.checks?.not_built).toEqual(['intermediate.int_new']);
    expect(text).toContain('all passed, 1 warned\nnot built yet: intermediate.int_new');
  });
});
