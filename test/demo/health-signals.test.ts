import { expect, test } from 'vitest';
import { NOTES } from '../../src/demo/phrases.ts';
import { signalCompany, withHealth } from './signal-company.ts';

const company = signalCompany();
const { value, files } = company;
const meanHealth = (rows: string, day: string, where: string) =>
  value(`select avg(health) from ${withHealth(rows, day)} where ${where}`);
const seeded = (seed: string, column: string, kind: string) =>
  `select ${column} from read_csv('seeds/${seed}.csv') where ${kind}`;

test('tags of risk are put on unwell customers, those of confidence on the well', async () => {
  const of = (kind: string) =>
    meanHealth(
      files('crm/tags_*.jsonl'),
      'noted_at',
      `tag in (${seeded('tags', 'tag', `kind = '${kind}'`)})`,
    );
  expect(await of('risk')).toBeLessThan(-0.3);
  expect(await of('confidence')).toBeGreaterThan(0.15);
  const tags = await value(`select count(distinct tag) from ${files('crm/tags_*.jsonl')}`);
  expect(tags).toBe(await value(`select count(*) from read_csv('seeds/tags.csv')`));
});

test('notes are in the mood of the customer', async () => {
  const found = (sentences: readonly string[]) =>
    sentences.map((text) => `cast(contains(body, '${text}') as integer)`).join(' + ');
  const notes = withHealth(files('crm/notes_*.jsonl'), 'noted_at');
  const mood = `${found(NOTES.good)} - (${found(NOTES.bad)})`;
  expect(await value(`select corr(${mood}, health) from ${notes}`)).toBeGreaterThan(0.3);
});

test('tickets close in the mood of the customer', async () => {
  const tickets = `(select distinct on (ticket_id) account_id, t.* from ${files('support/tickets_*.jsonl')} as t join customer as c on c.support_org_id = cast(t.org_id as varchar))`;
  expect(
    await meanHealth(tickets, 'opened_at', `body like '%frustrating%' or body like '%not helpful%'`),
  ).toBeLessThan(
    (await meanHealth(tickets, 'opened_at', `body like '%excellent%' or body like '%No problem%'`)) - 0.4,
  );
  expect(await value(`select count(*) from ${tickets} where body is null`)).toBe(0);
});

test('news about a customer point the right way, but weakly', async () => {
  const of = (effect: string) =>
    meanHealth(
      files('crm/market_signals_*.csv'),
      'noted_at',
      `kind in (${seeded('market_signals', 'kind', `effect = '${effect}'`)})`,
    );
  const difference = (await of('good')) - (await of('bad'));
  expect(difference).toBeGreaterThan(0.1);
  expect(difference).toBeLessThan(0.9);
});

test('milestones are late when a customer is unwell', async () => {
  const milestones = withHealth(
    `(select distinct on (milestone_id) *, cast(reached_on as date) - cast(planned_on as date) as days_late
      from ${files('success/milestones_*.csv')} where milestone <> 'go_live' order by milestone_id, file desc)`,
    'planned_on',
  );
  expect(await value(`select corr(days_late, health) from ${milestones}`)).toBeLessThan(-0.3);
  const never = (where: string) =>
    value(`select avg(cast(reached_on is null as integer)) from ${milestones}
    where cast(planned_on as date) < date '2026-05-01' and ${where}`);
  expect(await never('health < -0.8')).toBeGreaterThan(await never('health > 0.8'));
});

test('the well reach their objectives, and are further along on the way', async () => {
  const objectives = `(select distinct on (objective_id) * from ${files('success/objectives_*.csv')} order by objective_id, file desc)`;
  const reached = await meanHealth(objectives, 'closed_on', `outcome = 'reached'`);
  expect(reached).toBeGreaterThan((await meanHealth(objectives, 'closed_on', `outcome = 'missed'`)) + 0.8);
  const progress = withHealth(
    `(select p.*, cast(value as double) / cast(target_value as double)
        / (cast(cast(measured_at as timestamp) as date) - cast(cast(set_at as timestamp) as date)) as pace
      from ${files('success/objective_progress_*.csv')} as p join ${objectives} as o using (objective_id)
      where cast(measured_at as timestamp) > cast(set_at as timestamp) + interval 20 days)`,
    'measured_at',
  );
  expect(await value(`select corr(pace, health) from ${progress}`)).toBeGreaterThan(0.3);
});

test('integrations of the unwell skip weeks', async () => {
  await company.session().run(`
    create or replace temp table connected_week as
    with exports as (select *, cast(file as date) as day from ${files('product/integrations_*.csv')})
    select t.account_id, e.integration_id, t.as_of, t.health, count(s.sync_id) as syncs
    from truth as t
    join customer as c using (account_id)
    join exports as e on e.workspace_id = c.workspace_id and e.status = 'connected' and t.as_of >= e.day and t.as_of < e.day + 21
    left join ${files('product/syncs_*.parquet')} as s
      on s.integration_id = e.integration_id and s.synced_at >= t.as_of and s.synced_at < t.as_of + 7
    group by all`);
  const share = (where: string) => value(`select avg(least(1, syncs)) from connected_week where ${where}`);
  expect(await share('health > 0.8')).toBeGreaterThan(0.9);
  expect(await share('health < -0.8')).toBeLessThan(0.75);
  expect(await value('select max(syncs) from connected_week')).toBe(1);
});

test('reviews are better when customers are well', async () => {
  const reviews = withHealth(files('reviews/reviews_*.jsonl'), 'posted_at');
  expect(await value(`select corr(rating, health) from ${reviews}`)).toBeGreaterThan(0.4);
  expect(await value(`select min(rating) from ${reviews}`)).toBe(1);
  expect(await value(`select max(rating) from ${reviews}`)).toBe(5);
});
