import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { diff } from '../../src/app/diff.ts';
import { tune } from '../../src/app/tune.ts';
import { problemsOf, type RunProject, runProject } from '../support/run-project.ts';
import { smallProject } from '../support/small-project.ts';

const DECISIONS = `
select
  account_id as decision_id, account_id, opened_on as term_start, opened_on + 300 as decision_date, 'open' as outcome,
  cast(null as timestamp) as outcome_known_at, cast(100 as bigint) as arr_before_cents,
  cast(null as bigint) as arr_after_cents, 'all' as segment
from staging.stg_app__accounts`;
const DECISIONS_YML = `
description: One row per renewal decision.
grain: [decision_id]
materialized: view
columns:
  - { name: decision_id, type: varchar, description: Id. }
  - { name: account_id, type: varchar, description: Id. }
  - { name: term_start, type: date, description: First day. }
  - { name: decision_date, type: date, description: Last day. }
  - { name: outcome, type: varchar, description: Outcome. }
  - { name: outcome_known_at, type: timestamp, description: When. }
  - { name: arr_before_cents, type: bigint, description: Before. }
  - { name: arr_after_cents, type: bigint, description: After. }
  - { name: segment, type: varchar, description: Segment. }
`;

/** A column of text in a feature model. */
const PLAN = {
  sql: (text: string) => text.replace('as events_28d\nfrom', "as events_28d, 'p1' as plan\nfrom"),
  yml: (text: string) => `${text}  - { name: plan, type: varchar, description: Plan. }\n`,
};

let project: RunProject;

beforeAll(async () => {
  project = await runProject();
  for (const [ending, change] of Object.entries(PLAN)) {
    const file = `models/features/usage.${ending}`;
    await project.write(file, change(smallProject[file] ?? ''));
  }
  await project.deliver('2026-01-06', [['e1', 'a1', '2026-01-06 10:00:00']]);
  await project.write('models/intermediate/int_decisions.sql', DECISIONS);
  await project.write('models/intermediate/int_decisions.yml', DECISIONS_YML);
  await project.write(
    'pipeline.yml',
    `${smallProject['pipeline.yml']}decisions: intermediate.int_decisions\n`,
  );
  await project.run({ asOf: '2026-01-12', pipeline: 'features' });
});

afterAll(() => project.remove());

const HINT = 'run a pipeline as of 2026-01-12, which builds that day and the calendar before it';
const SCORECARD = 'models/scores/health.yml';

/** Changes files for one test, after the build. */
async function change(changes: Readonly<Record<string, (text: string) => string>>): Promise<void> {
  for (const [file, changed] of Object.entries(changes)) {
    const text = await readFile(join(project.folder, file), 'utf8');
    onTestFinished(() => project.write(file, text));
    await project.write(file, changed(text));
  }
}

const column = (name: string) => `  - { name: ${name}, type: bigint, description: Events. }\n`;

test('a scorecard that reads columns which no run has built is refused, once for all of them', async () => {
  const before = await readFile(join(project.folder, SCORECARD), 'utf8');
  await project.write('before.yml', before);
  await change({
    'models/features/usage.sql': (text) =>
      text.replace("'p1' as plan", "'p1' as plan, 1::bigint as one, 2::bigint as two"),
    'models/features/usage.yml': (text) => `${text}${column('one')}${column('two')}`,
    [SCORECARD]: (text) =>
      `${text}      - { name: two, label: Two, feature: usage.two, weight: 0, direction: higher_is_better, timing: leading,
          normalise: { type: linear, worst: 0, best: 4 }, reason: Two }\n`.replace(
        'feature: usage.events_28d',
        'feature: usage.one',
      ),
  });
  const message = 'scores.health reads features.usage.one, features.usage.two, which are not built yet';
  const refused = [{ name: 'notBuilt', exitCode: 64, message, hint: HINT }];
  const against = { score: 'health', against: 'before.yml' };
  expect(await problemsOf(diff(project.context, against))).toMatchObject(refused);
  expect(await problemsOf(tune(project.context, { score: 'health' }))).toMatchObject(refused);
});

test('so is one that reads as a number what was built as text', async () => {
  await project.write('before.yml', await readFile(join(project.folder, SCORECARD), 'utf8'));
  await change({
    'models/features/usage.sql': (text) => text.replace("'p1' as plan", '1::bigint as plan'),
    'models/features/usage.yml': (text) => text.replace('plan, type: varchar', 'plan, type: bigint'),
    [SCORECARD]: (text) => text.replace('feature: usage.events_28d', 'feature: usage.plan'),
  });
  const message = 'scores.health reads features.usage.plan, which is not built yet';
  const refused = [{ name: 'notBuilt', exitCode: 64, message, hint: HINT }];
  const against = { score: 'health', against: 'before.yml' };
  expect(await problemsOf(diff(project.context, against))).toMatchObject(refused);
});

test.each([
  [
    'a table that is new',
    { 'models/intermediate/int_decisions.yml': (text: string) => text.replace('view', 'table') },
  ],
  [
    'a view of a column that is new',
    {
      'models/intermediate/int_usage_days.sql': (text: string) =>
        text.replace('account_id,', "account_id, max('all') as segment,").replace('1, 2, 3', '1, 3, 4'),
      'models/intermediate/int_usage_days.yml': (text: string) =>
        `${text}  - { name: segment, type: varchar, description: Segment. }\n`,
      'models/intermediate/int_decisions.sql': (text: string) =>
        `${text.replace("'all' as segment", 'segment')} inner join intermediate.int_usage_days using (account_id)`,
    },
  ],
])('decisions that no run has built are refused: %s', async (_what, changes) => {
  await change(changes);
  expect(await problemsOf(tune(project.context, { score: 'health' }))).toMatchObject([
    {
      name: 'notBuilt',
      message: 'the back-test reads intermediate.int_decisions, which is not built yet',
      hint: HINT,
    },
  ]);
});

test('where nothing but exports was loaded, nothing is built yet', async () => {
  const other = await runProject();
  onTestFinished(() => other.remove());
  for (const file of [
    'pipeline.yml',
    'models/intermediate/int_decisions.sql',
    'models/intermediate/int_decisions.yml',
  ])
    await other.write(file, await readFile(join(project.folder, file), 'utf8'));
  await other.deliver('2026-01-06', []);
  await other.write('pipelines/load.yml', 'description: Load.\nsteps: [extract]\n');
  await other.run({ asOf: '2026-01-12', pipeline: 'load' });
  expect(await problemsOf(tune(other.context, { score: 'health' }))).toMatchObject([
    { name: 'nothingBuilt' },
  ]);
});
