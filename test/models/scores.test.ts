import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demo } from '../../src/app/demo.ts';
import { runPipeline } from '../../src/app/run.ts';
import { ROOT } from '../support/e2e-project.ts';
import { type Ask, asking, publishedTable } from '../support/e2e-query.ts';
import { testContext } from '../support/test-context.ts';

const AS_OF = '2026-11-01';
const CARDS = ['engagement', 'expansion', 'health', 'onboarding', 'priority', 'value'];

let project: string;

/** The root project on a small company, scored in this process for one night. */
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdfast-scores-'));
  for (const part of ['models', 'seeds', 'sql', 'pipelines', 'pipeline.yml'])
    await cp(join(ROOT, part), join(project, part), { recursive: true });
  const settings = await readFile(join(project, 'pipeline.yml'), 'utf8');
  await writeFile(join(project, 'pipeline.yml'), settings.replace('from: 2024-06-03', 'from: 2026-06-01'));
  const context = testContext(project);
  await demo(context, { accounts: 60, months: 10, events: 60_000, seed: 3 });
  // So few decisions prove nothing, and gates of a small company are chance.
  const allowGates = ['bad_band_churn', 'warned_churn', 'good_share', 'not_worse'];
  const { exitCode } = await runPipeline(context, { pipeline: 'daily', asOf: AS_OF, allowGates });
  expect(exitCode).toBe(0);
}, 300_000);
afterAll(() => rm(project, { recursive: true, force: true }));

const table = (name: string) => publishedTable(project, name, AS_OF);
const ask = <Row extends object>(sql: string): Promise<readonly Row[]> =>
  asking(project, (query: Ask) => query<Row>(sql));

test('every shipped scorecard is scored', async () => {
  const files = await readdir(join(ROOT, 'models/scores'));
  expect(files.filter((file) => !file.startsWith('_')).sort()).toEqual(CARDS.map((card) => `${card}.yml`));
  const rows = await ask<{ score_name: string }>(
    `select distinct score_name from ${table('scores')} order by score_name`,
  );
  expect(rows.map(({ score_name }) => score_name)).toEqual(CARDS);
});

test.each(CARDS)('%s: what every measure, rule and override gives adds up to the score', async (card) => {
  const rows = await ask<{ scored: number; wrong: number }>(`
    with sums as (
      select account_id, sum(points) as points from ${table('score_measures')}
      where score_name = '${card}' group by account_id
    )
    select cast(count(*) as integer) as scored, cast(count(*) filter (sums.points <> scores.score) as integer) as wrong
    from ${table('scores')} as scores join sums using (account_id)
    where scores.score_name = '${card}' and scores.score is not null`);
  expect(rows[0]?.scored).toBeGreaterThan(0);
  expect(rows[0]?.wrong).toBe(0);
});

describe('who has a score', () => {
  const shares = async () => {
    const rows = await ask<{ score_name: string; share: number }>(`
      select score_name, count(score) / count(*) as share from ${table('scores')} group by score_name`);
    return new Map(rows.map(({ score_name, share }) => [score_name, share]));
  };

  test('all but a few, where every customer can be asked', async () => {
    const found = await shares();
    for (const card of ['health', 'expansion', 'engagement', 'priority'])
      expect(found.get(card), card).toBeGreaterThan(0.9);
  });

  test('value: those that have an objective', async () => {
    const rows = await ask<{ wrong: number }>(`
      select cast(count(*) as integer) as wrong
      from ${table('scores')} as scores join ${table('features')} as features using (account_id)
      where score_name = 'value' and scores.score is not null and features.objectives_current = 0`);
    expect(rows[0]?.wrong).toBe(0);
    const share = (await shares()).get('value') ?? 0;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.95);
  });

  test('onboarding: those in that stage and nobody else, who are unknown to it', async () => {
    const rows = await ask<{ is_onboarding: boolean; band: string; n: number }>(`
      select lifecycle_stage = 'onboarding' as is_onboarding, case when band = 'unknown' then band else 'scored' end as band,
        cast(count(*) as integer) as n
      from ${table('scores')} where score_name = 'onboarding' group by all order by is_onboarding`);
    expect(rows.map(({ is_onboarding, band }) => [is_onboarding, band])).toEqual([
      [false, 'unknown'],
      [true, 'scored'],
    ]);
  });
});

test('a score set by hand counts on the days for which it holds, beside the computed one', async () => {
  const rows = await ask<{ held: number; score: number; computed: number | null }>(`
    select override_score as held, cast(s.score as double) as score,
      (select cast(sum(points) as double) from ${table('score_measures')} as m
       where m.account_id = s.account_id and m.score_name = 'health' and m.kind <> 'override') as computed
    from ${table('scores')} as s join ${table('features')} as f using (account_id)
    where s.score_name = 'health' and f.override_score is not null`);
  expect(rows.length).toBeGreaterThan(0);
  for (const { held, score } of rows) expect(score).toBe(held);
  expect(rows.some(({ held, computed }) => computed !== null && Math.abs(computed - held) > 1)).toBe(true);
});

test('priority ranks like ARR x risk x time to renewal, as far as the scale goes', async () => {
  const rows = await ask<{ points: number; cents: number }>(`
    select cast(m.points as double) as points, cast(f.priority_cents as double) as cents
    from ${table('score_measures')} as m join ${table('features')} as f using (account_id)
    where m.score_name = 'priority' and m.item = 'priority_arr' and f.priority_cents is not null order by cents`);
  const points = rows.map((row) => row.points);
  expect(points).toEqual([...points].sort((a, b) => a - b));
  expect(new Set(points).size).toBeGreaterThan(20);
});

test('engagement gives marks from A to F, by segment', async () => {
  const rows = await ask<{ segment: string; best: number; worst: number }>(`
    select segment, cast(max(score) as double) as best, cast(min(score) as double) as worst
    from ${table('scores')} where score_name = 'engagement' group by segment`);
  for (const { segment, best, worst } of rows) expect(best - worst, segment).toBeGreaterThan(20);
});
