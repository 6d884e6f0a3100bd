import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { DEMO_DEFAULTS } from '../../src/demo/demo-options.ts';
import type { DemoReport } from '../../src/demo/demo-report.ts';
import { generateDemo } from '../../src/demo/generate-demo.ts';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { area } from './area.ts';
import { type LoadedSource, loadSource, stagingProject } from './load-exports.ts';

let folder: string;
let root: string;
let warehouse: Warehouse;
let report: DemoReport;
const loaded = new Map<string, LoadedSource>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-company-'));
  root = join(folder, 'exports');
  warehouse = await openWarehouse({ threads: 2 });
  const began = performance.now();
  report = await generateDemo(warehouse, {
    ...DEMO_DEFAULTS,
    out: root,
    truth: join(folder, 'truth.parquet'),
  });
  console.log(
    `default company: ${report.events} events in ${Math.round(performance.now() - began)} ms, ${report.files} files`,
  );
  const { sources } = await stagingProject();
  for (const source of sources) {
    const counts = await loadSource(warehouse, source, root);
    loaded.set(counts.source, counts);
  }
  await makeStudy();
});
afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

/** One row per decision of a term that was long enough, with what was known 75 days before. */
async function makeStudy(): Promise<void> {
  await warehouse.run(`
    create table customers as
    select distinct on (account_id) * exclude (valid_from, valid_to) from raw.crm__accounts order by account_id, valid_from desc`);
  await warehouse.run(`
    create table study as
    select
      r.renewal_id, r.account_id, c.workspace_id, c.support_org_id, c.segment,
      r.stage = 'closed_lost' as churned,
      r.contract_end - 75 as as_of,
      h.health
    from raw.crm__renewals as r
    join customers as c using (account_id)
    asof join (select * from '${folder}/truth.parquet' order by as_of) as h
      on h.account_id = r.account_id and h.as_of < r.contract_end - 75
    where r.term_start < r.contract_end - 75`);
}

const value = async (sql: string): Promise<number> => {
  const [row] = await warehouse.rows<{ x: number }>(`select (${sql}) as x`);
  return row?.x ?? Number.NaN;
};
const planted = (kind: string, source: string) =>
  report.mess.find((mess) => mess.kind === kind && mess.source === source) ?? { count: 0, files: [] };

test('the company has the size and the mix that it should', async () => {
  expect(report.accounts).toBe(400);
  expect(report.decisions).toBeGreaterThanOrEqual(600);
  expect(report.churned / report.decisions).toBeGreaterThanOrEqual(0.1);
  expect(report.churned / report.decisions).toBeLessThanOrEqual(0.15);
  expect(report.contracted).toBeGreaterThan(40);
  expect(report.expanded).toBeGreaterThan(80);
  expect(report.events / 1_000_000).toBeGreaterThan(0.9);
  expect(report.events / 1_000_000).toBeLessThan(1.1);
  expect(report.files).toBeGreaterThan(150);
  expect(report.files).toBeLessThan(400);
  const monthly = await value('select count(*) from raw.crm__renewals where term_months = 1');
  expect(monthly / report.decisions).toBeLessThan(0.2);
  expect(monthly).toBeGreaterThan(0);
});

test('the renewals say what the report says of the decisions', async () => {
  const count = (where: string) => value(`select count(*) from raw.crm__renewals where ${where}`);
  expect(await count('true')).toBe(report.decisions);
  expect(await count(`stage = 'closed_lost'`)).toBe(report.churned);
  expect(await count(`stage = 'closed_won' and arr_after < arr_before`)).toBe(report.contracted);
  expect(await count('arr_after > arr_before')).toBe(report.expanded);
  expect(await count(`closed_at >= date '${report.end}'`)).toBe(0);
});

test('the three segments differ in size, price, use and risk', async () => {
  const rows = await warehouse.rows<{ segment: string; arr: number; use: number; churn: number }>(`
    with use as (select workspace_id, count(*) / count(distinct cast(occurred_at as date)) as daily from raw.product__events group by 1)
    select segment, avg(r.arr_before) as arr, avg(u.daily) as use, avg(cast(stage = 'closed_lost' as integer)) as churn
    from raw.crm__renewals as r join customers using (account_id) join use as u using (workspace_id) group by segment`);
  const of = new Map(rows.map((row) => [row.segment, row]));
  const order = ['smb', 'mid_market', 'enterprise'].map((segment) => of.get(segment));
  expect(order.map((row) => row?.arr)).toEqual(order.map((row) => row?.arr ?? 0).sort((a, b) => a - b));
  expect(order.map((row) => row?.use)).toEqual(order.map((row) => row?.use ?? 0).sort((a, b) => a - b));
  expect(order.map((row) => row?.churn)).toEqual(order.map((row) => row?.churn ?? 0).sort((a, b) => b - a));
});

test('files, records, keys and rejects of every source are what a loader of its own finds', () => {
  expect(
    report.sources.map(({ source, files, records, rejects, keys }) => ({
      source,
      files,
      records,
      rejects,
      keys,
    })),
  ).toEqual(
    [...loaded.values()]
      .map(({ worst: _, ...counts }) => counts)
      .sort((a, b) => (a.source < b.source ? -1 : 1)),
  );
});

test('no file holds more rejects than a source tolerates by default', async () => {
  const { sources } = await stagingProject();
  for (const { system, name, tolerate } of sources)
    expect(loaded.get(`${system}__${name}`)?.worst).toBeLessThanOrEqual(tolerate.rejects);
});

test('every fault of the task is planted, and stands in the files that the report names', async () => {
  const kinds = new Set(report.mess.map(({ kind }) => kind));
  for (const kind of [
    'duplicate_row',
    'repeated_in_another_file',
    'reexported_file',
    'late_file',
    'column_added',
    'byte_order_mark',
    'other_date_format',
    'quoted_comma',
    'quoted_line_break',
    'unknown_account',
    'impossible_date',
    'negative_amount',
    'internal_user',
    'test_user',
    'event_after_leaving',
    'empty_file',
    'truncated_line',
    'vanished_account',
  ])
    expect(kinds).toContain(kind);
  const [late] = planted('late_file', 'surveys__nps').files;
  const [empty] = planted('empty_file', 'surveys__nps').files;
  const nothing = planted('empty_file', 'crm__renewals').files[0] ?? '';
  expect((await readFile(join(root, nothing))).length).toBe(0);
  expect((await readFile(join(root, empty ?? ''), 'utf8')).trim().split('\n')).toHaveLength(1);
  expect((late ?? '') > (empty ?? '')).toBe(true);
  expect(planted('late_row', 'surveys__nps').count).toBe(
    (await readFile(join(root, late ?? ''), 'utf8')).trim().split('\n').length - 1,
  );
});

test('the CRM writes a byte-order mark, commas and line breaks in quotes, and later a new column', async () => {
  const files = (await readdir(join(root, 'crm'))).filter((file) => file.startsWith('accounts_')).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(root, 'crm', file), 'utf8')));
  expect(texts.every((text) => text.startsWith('\ufeffaccount_id,'))).toBe(true);
  expect(planted('byte_order_mark', 'crm__accounts').count).toBe(files.length);
  const withRegion = files.filter((_, i) => texts[i]?.split('\n')[0]?.includes('sales_region'));
  expect(`crm/${withRegion[0]}`).toBe(planted('column_added', 'crm__accounts').files[0]);
  expect(withRegion.length).toBeLessThan(files.length);
  const last = texts.at(-1) ?? '';
  expect(last.match(/"[^"\n]*,[^"]*"/g)?.length ?? 0).toBeGreaterThan(10);
  expect(last).toMatch(/"[^"]*\n\(Holding\)"/);
});

test('accounts that vanished, had no crosswalk or left events behind are as many as reported', async () => {
  expect(
    await value(
      'select count(*) from (select account_id from raw.crm__accounts group by 1 having count(valid_to) = count(*))',
    ),
  ).toBe(planted('vanished_account', 'crm__accounts').count);
  expect(
    await value('select count(distinct account_id) from raw.crm__accounts where support_org_id is null'),
  ).toBe(planted('missing_crosswalk', 'crm__accounts').count);
  expect(
    await value(`select count(*) from raw.product__events as e join customers using (workspace_id)
      join raw.crm__renewals as r using (account_id) where r.stage = 'closed_lost' and e.occurred_at >= r.contract_end`),
  ).toBeGreaterThan(50);
});

test('users, unknown accounts and copies are as many as reported', async () => {
  const domain = (name: string) =>
    value(`select count(*) from raw.product__users where email like '%@${name}'`);
  expect(await domain('lumenly.example')).toBe(planted('internal_user', 'product__users').count);
  expect(await domain('lumenly-test.example')).toBe(planted('test_user', 'product__users').count);
  const rows = (sql: string) => value(`select count(*) from (${sql})`);
  const tickets = 'from loaded_support__tickets where not rejected';
  expect(
    await rows(
      `select 1 ${tickets} and org_id not in (select support_org_id from customers where support_org_id is not null)`,
    ),
  ).toBe(planted('unknown_account', 'support__tickets').count);
  expect(
    (await rows(`select 1 ${tickets}`)) - (await rows(`select distinct * exclude (record) ${tickets}`)),
  ).toBe(planted('duplicate_row', 'support__tickets').count);
  const events = 'from loaded_product__events where not rejected';
  expect(
    (await rows(`select distinct event_id, path ${events}`)) -
      (await rows(`select distinct event_id ${events}`)),
  ).toBe(planted('repeated_in_another_file', 'product__events').count);
  expect(await rows(`select 1 ${events} and workspace_id not in (select workspace_id from customers)`)).toBe(
    planted('unknown_account', 'product__events').count,
  );
});

test('the corrected file replaces the wrong amounts of the first', async () => {
  const [file] = planted('reexported_file', 'billing__invoices').files;
  const read = (path: string) =>
    `read_csv('${join(root, path)}', delim = ';', all_varchar = true, header = true)`;
  const differing = await value(`
    select count(*) from ${read(file ?? '')} as new join ${read((file ?? '').replace('_corrected', ''))} as old using (invoice_id)
    where new.amount <> old.amount`);
  expect(differing).toBeGreaterThan(5);
  expect(differing).toBeGreaterThanOrEqual(
    planted('wrong_amount_corrected_later', 'billing__invoices').count,
  );
});

test('some daily files hold a line that was cut and then came whole', async () => {
  const { count, files } = planted('truncated_line', 'product__events');
  expect(files).toHaveLength(count);
  for (const file of files) {
    const [cut, whole] = gunzipSync(await readFile(join(root, file)))
      .toString()
      .split('\n');
    expect(() => JSON.parse(cut ?? '')).toThrow();
    expect(JSON.parse(whole ?? '')).toHaveProperty('event_id');
    expect(whole?.startsWith(cut ?? '?')).toBe(true);
  }
});

test('the latent health tells who will leave, the earlier the worse', async () => {
  const at = async (days: number) => {
    await warehouse.run(`
      create or replace temp table latent as
      select r.stage = 'closed_lost' as churned, h.health
      from raw.crm__renewals as r
      asof join (select account_id, as_of, health from '${folder}/truth.parquet') as h
        on h.account_id = r.account_id and h.as_of < r.contract_end - ${days}
      where r.term_start < r.contract_end - 180`);
    return area(warehouse, 'latent', 'health');
  };
  const [near, middle, far] = [await at(30), await at(90), await at(180)];
  expect(near).toBeGreaterThan(0.8);
  expect(near).toBeLessThan(0.97);
  expect(middle).toBeLessThan(near);
  expect(far).toBeLessThan(middle);
  expect(far).toBeGreaterThan(0.6);
});

test('measures of the exports carry the signal, and the noise measures do not', async () => {
  await warehouse.run(`
    create or replace temp table measured as
    select
      s.churned,
      (select avg(rating) from raw.crm__pulse as p where p.account_id = s.account_id
        and p.noted_at < s.as_of and p.noted_at >= s.as_of - 90) as pulse,
      (select avg(score) from raw.surveys__nps as n where n.workspace_id = s.workspace_id
        and n._known_at < s.as_of and n.responded_at >= s.as_of - 200) as nps,
      (select sum(marketing_emails_opened) from raw.marketing__campaigns as m where m.account_id = s.account_id
        and m.measured_at < s.as_of and m.measured_at >= s.as_of - 90) as marketing_emails_opened,
      (select max(office_floor) from raw.crm__accounts as a where a.account_id = s.account_id
        and a.valid_from < s.as_of and s.as_of <= coalesce(a.valid_to, date '9999-12-31')) as office_floor
    from study as s`);
  expect(await area(warehouse, 'measured', 'pulse')).toBeGreaterThan(0.7);
  expect(await area(warehouse, 'measured', 'nps')).toBeGreaterThan(0.62);
  expect(Math.abs((await area(warehouse, 'measured', 'marketing_emails_opened')) - 0.5)).toBeLessThan(0.07);
  expect(Math.abs((await area(warehouse, 'measured', 'office_floor')) - 0.5)).toBeLessThan(0.07);
});

test('no ticket at all is a worse sign than a few', async () => {
  const churn = async (low: number, high: number) =>
    value(`
      select avg(cast(churned as integer)) from (
        select s.renewal_id, s.churned, count(t.ticket_id) as tickets
        from study as s left join raw.support__tickets as t
          on t.org_id = s.support_org_id and t.opened_at < s.as_of and t.opened_at >= s.as_of - 90
        where s.support_org_id is not null group by all)
      where tickets between ${low} and ${high}`);
  expect(await churn(0, 0)).toBeGreaterThan(1.5 * (await churn(1, 5)));
});

test('the newest status gives the outcome away, the status of the day does not', async () => {
  const leak = await value(`
    select avg(cast((c.status = 'churned') = s.churned as integer))
    from study as s join customers as c using (account_id) where s.churned`);
  const honest = await value(`
    select count(*) from study as s join raw.crm__accounts as a on a.account_id = s.account_id
      and a.valid_from < s.as_of and s.as_of <= coalesce(a.valid_to, date '9999-12-31')
    where a.status <> 'active'`);
  expect(leak).toBe(1);
  expect(honest).toBe(0);
});
