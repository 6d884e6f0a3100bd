import { expect, test } from 'vitest';
import { MILESTONES } from '../../src/demo/words.ts';
import { signalCompany } from './signal-company.ts';

const { session, value, files } = signalCompany();
const count = (rows: string, where = 'true') => value(`select count(*) from ${rows} where ${where}`);
const day = (at: string) => `cast(cast(${at} as timestamp) as date)`;
/** The first day after the half-year, or the month, that names a file. */
const fileEnd = `(cast(file || '-01' as date) + interval 1 month)`;

test('about one account in eight belongs to a group of two to five under one of them', async () => {
  await session().run(`
    create or replace temp table grouped as
    select distinct on (account_id) account_id, parent_account_id from ${files('crm/accounts_*.csv')} order by account_id, file desc`);
  const members = await count(
    'grouped',
    `parent_account_id is not null
    or account_id in (select parent_account_id from grouped)`,
  );
  const all = await count('grouped');
  expect(members / all).toBeGreaterThan(0.08);
  expect(members / all).toBeLessThan(0.16);
  const sizes =
    '(select parent_account_id, count(*) + 1 as size from grouped where parent_account_id is not null group by 1)';
  expect(await value(`select min(size) from ${sizes}`)).toBeGreaterThanOrEqual(2);
  expect(await value(`select max(size) from ${sizes}`)).toBe(5);
  const parents = 'grouped as p join grouped as c on c.parent_account_id = p.account_id';
  expect(await count(parents)).toBe(await count('grouped', 'parent_account_id is not null'));
  expect(await count(parents, 'p.parent_account_id is not null')).toBe(0);
});

test('a parent, once shown, stays, and is in every export that shows it; some children join later', async () => {
  const rows = files('crm/accounts_*.csv');
  const seen = `(select account_id, count(distinct parent_account_id) as parents, min(file) as first,
    min(file) filter (parent_account_id is not null) as joined, count(*) filter (parent_account_id is null and file > '2026') as alone
    from ${rows} group by 1)`;
  expect(await count(seen, 'parents > 1')).toBe(0);
  expect(await count(seen, 'joined > first')).toBeGreaterThan(0);
  expect(
    await count(
      `${rows} as c left join ${rows} as p on p.account_id = c.parent_account_id and p.file = c.file`,
      'c.parent_account_id is not null and p.account_id is null',
    ),
  ).toBe(0);
});

test('tags expire after they were noted, and one that a champion left is no news to nobody', async () => {
  const tags = files('crm/tags_*.jsonl');
  expect(await count(tags, `cast(expires_on as date) <= ${day('noted_at')}`)).toBe(0);
  expect(await count(tags, 'expires_on is null')).toBeGreaterThan(0);
  expect(await count(tags, `tag = 'champion_left'`)).toBeGreaterThan(10);
});

test('every customer has each milestone once, planned by the seed, never reached before it was planned', async () => {
  const all = files('success/milestones_*.csv');
  const last = `(select distinct on (milestone_id) * from ${all} order by milestone_id, file desc)`;
  const plan = (await session().rows<{ milestone: string; dueDays: number }>(
    `select milestone, cast(due_days as integer) as "dueDays" from read_csv('seeds/onboarding_milestones.csv') order by position`,
  )) as unknown[];
  expect(plan).toEqual(MILESTONES);
  expect(await count(last)).toBe(6 * (await value(`select count(distinct account_id) from ${last}`)));
  const joined = `${last} as m join customer as c using (account_id) join read_csv('seeds/onboarding_milestones.csv') as s using (milestone)`;
  expect(await count(joined, 'cast(planned_on as date) <> signed_on + cast(due_days as integer)')).toBe(0);
  expect(await count(all, `cast(reached_on as date) <= ${day('created_at')}`)).toBe(0);
  expect(
    await count(all, `cast(reached_on as date) >= ${fileEnd} or ${day('created_at')} >= ${fileEnd}`),
  ).toBe(0);
  expect(
    await count(joined, `milestone = 'go_live' and go_live_on is not null and reached_on <> go_live_on`),
  ).toBe(0);
});

test('an objective is closed once, after it was set, reached if its last measure says so', async () => {
  const all = files('success/objectives_*.csv');
  await session().run(`
    create or replace temp table objective as
    select distinct on (objective_id) * from ${all} order by objective_id, file desc`);
  expect(
    await count(all, `cast(closed_on as date) < ${day('set_at')} or cast(closed_on as date) >= ${fileEnd}`),
  ).toBe(0);
  expect(await count('objective', '(closed_on is null) <> (outcome is null)')).toBe(0);
  const changed = 'objective as o join objective as old on old.objective_id = o.replaces_objective_id';
  expect(await count(changed)).toBeGreaterThan(30);
  expect(
    await count(
      changed,
      `o.account_id <> old.account_id or old.outcome <> 'dropped'
    or cast(old.closed_on as date) <> ${day('o.set_at')}`,
    ),
  ).toBe(0);
  const measured = `(select o.*, p.value, p.measured_at from objective as o join ${files('success/objective_progress_*.csv')} as p using (objective_id))`;
  expect(
    await count(
      measured,
      `${day('measured_at')} < ${day('set_at')} or ${day('measured_at')} > cast(closed_on as date)`,
    ),
  ).toBe(0);
  const final = `(select distinct on (objective_id) * from ${measured} where outcome in ('reached', 'missed') order by objective_id, measured_at desc)`;
  expect(
    await count(final, `(cast(value as double) >= cast(target_value as double)) <> (outcome = 'reached')`),
  ).toBe(0);
  expect(await count(final)).toBe(await count('objective', `outcome in ('reached', 'missed')`));
});

test('an integration is connected after it was planned, and syncs only while it is', async () => {
  const all = files('product/integrations_*.csv');
  expect(await count(all, `(status = 'planned') <> (connected_on is null)`)).toBe(0);
  expect(await count(all, 'planned_on >= connected_on or connected_on >= file')).toBe(0);
  expect(await count(all, `in_daily_process = 'true' and status <> 'connected'`)).toBe(0);
  for (const status of ['planned', 'connected', 'disconnected'])
    expect(await count(all, `file = '2026-10-01' and status = '${status}'`)).toBeGreaterThan(20);
  const syncs = `${files('product/syncs_*.parquet')} as s join ${all} as i on i.integration_id = s.integration_id and i.file = '2026-10-01'`;
  expect(
    await count(syncs, `s.synced_at < cast(i.connected_on as date) or s.workspace_id <> i.workspace_id`),
  ).toBe(0);
  const gone = `(select integration_id, min(file) as gone from ${all} where status = 'disconnected' group by 1)`;
  expect(
    await count(
      `${files('product/syncs_*.parquet')} as s join ${gone} as g using (integration_id)`,
      's.synced_at >= cast(gone as date)',
    ),
  ).toBe(0);
});

test('a review is collected up to twenty days after it was posted, and lies in the file of that time', async () => {
  const reviews = files('reviews/reviews_*.jsonl');
  const late = '(cast(collected_at as timestamp) - cast(posted_at as timestamp))';
  expect(await count(reviews, `${late} <= interval 0 days or ${late} > interval 20 days`)).toBe(0);
  expect(await count(reviews, `${day('collected_at')} >= ${fileEnd}`)).toBe(0);
  expect(await count(reviews, `${late} > interval 5 days`)).toBeGreaterThan(50);
});
