import { beforeAll, expect, test } from 'vitest';
import { signalCompany, withHealth } from './signal-company.ts';

const { session, value, files } = signalCompany();

/** Each intervention with the mean rating by the CSM in the 60 days before it and the 150 after it. */
beforeAll(async () => {
  await session().run(`
    create table intervention as
    select distinct on (intervention_id) *, cast(cast(started_at as timestamp) as date) as day
    from ${files('success/interventions_*.csv')} order by intervention_id, file desc`);
  const mean = (
    from: string,
    to: string,
  ) => `(select avg(cast(rating as integer)) from ${files('crm/pulse_*.csv')} as p
    where p.account_id = i.account_id and cast(p.noted_at as timestamp) >= ${from} and cast(p.noted_at as timestamp) < ${to})`;
  await session().run(`
    create table rated as
    select i.*, ${mean('day - 60', 'day')} as before, ${mean('day', 'day + 150')} as after from intervention as i`);
});

test('interventions begin when a customer is unwell', async () => {
  expect(await value('select count(*) from intervention')).toBeGreaterThan(300);
  expect(await value(`select avg(health) from ${withHealth('intervention', 'day')}`)).toBeLessThan(-0.5);
});

test('before and after look like a success: the ratings that called for them were low by chance, too', async () => {
  expect(await value('select avg(after - before) from rated')).toBeGreaterThan(0.3);
});

test('they change nothing: health afterwards is what it is without one, from the same health', async () => {
  await session().run(`
    create table course as
    select t.account_id, t.as_of, t.health, later.health - t.health as change,
      exists (from intervention as i where i.account_id = t.account_id and i.day >= t.as_of and i.day < t.as_of + 7) as treated
    from truth as t join truth as later on later.account_id = t.account_id and later.as_of = t.as_of + 84`);
  // The change regressed on health among the untreated says what to expect of the treated.
  const surplus = `
    with line as (select regr_slope(change, health) as slope, regr_intercept(change, health) as level from course where not treated and health < 0)
    select avg(change - level - slope * health) from course, line where treated and health < 0`;
  expect(Math.abs(await value(surplus))).toBeLessThan(0.1);
});

test('a result comes with the end, and the end after the start', async () => {
  const wrong = `(ended_on is null) <> (result is null) or cast(ended_on as date) <= day or result not in ('done', 'no_answer', 'declined')`;
  expect(await value(`select count(*) from intervention where ${wrong}`)).toBe(0);
  expect(await value('select count(distinct play) from intervention')).toBe(4);
  expect(await value(`select avg(cast(result = 'done' as integer)) from intervention`)).toBeGreaterThan(0.5);
});
