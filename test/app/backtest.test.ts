import { expect, onTestFinished, test } from 'vitest';
import { runIds } from '../../src/adapters/project/run-folder.ts';
import { runBacktest } from '../../src/app/backtest.ts';
import { problemsOf, runProject } from '../support/run-project.ts';
import { smallProject } from '../support/small-project.ts';

const DECISIONS = `
select
  account_id as decision_id, account_id, opened_on as term_start, opened_on as decision_date, 'renewed' as outcome,
  cast(opened_on as timestamp) as outcome_known_at, cast(1 as bigint) as arr_before_cents, cast(1 as bigint) as arr_after_cents,
  account_id as segment
from staging.stg_app__accounts`;
const TYPES = {
  ...{
    decision_id: 'varchar',
    account_id: 'varchar',
    term_start: 'date',
    decision_date: 'date',
    outcome: 'varchar',
  },
  ...{
    outcome_known_at: 'timestamp',
    arr_before_cents: 'bigint',
    arr_after_cents: 'bigint',
    segment: 'varchar',
  },
};

test('a score that is not there is refused before anything is loaded, with the nearest name', async () => {
  const project = await runProject();
  onTestFinished(() => project.remove());
  const columns = Object.entries(TYPES).map(
    ([name, type]) => `  - { name: ${name}, type: ${type}, description: As it says. }`,
  );
  const yml = `description: One row per decision.\ngrain: [decision_id]\ncolumns:\n${columns.join('\n')}\n`;
  await project.write(
    'pipeline.yml',
    `${smallProject['pipeline.yml']}decisions: intermediate.int_decisions\n`,
  );
  await project.write(
    'pipelines/backtest.yml',
    'description: The past.\nsteps: [extract, transform, score, backtest]\n',
  );
  await project.write('models/intermediate/int_decisions.sql', DECISIONS);
  await project.write('models/intermediate/int_decisions.yml', yml);
  const [unknown] = await problemsOf(runBacktest(project.context, { asOf: '2026-01-12', score: 'heath' }));
  expect(unknown).toMatchObject({ name: 'unknownScore', hint: expect.stringContaining('health') });
  expect(await runIds(project.folder)).toEqual([]);
});
