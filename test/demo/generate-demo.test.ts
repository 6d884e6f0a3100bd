import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { DEMO_END, type DemoOptions } from '../../src/demo/demo-options.ts';
import type { DemoReport } from '../../src/demo/demo-report.ts';
import { generateDemo } from '../../src/demo/generate-demo.ts';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { loadSource, stagingProject } from './load-exports.ts';

const SMALL = { accounts: 60, months: 8, seed: 7, events: 20_000, end: DEMO_END };
let folder: string;
let first: DemoReport;
let firstHashes: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-demo-'));
  first = await make('first', {}, 1);
  firstHashes = await hashes('first');
  await make('day', { end: '2026-10-21' });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function make(name: string, changes: Partial<DemoOptions> = {}, threads = 2): Promise<DemoReport> {
  const warehouse = await openWarehouse({ threads });
  try {
    return await generateDemo(warehouse, { ...SMALL, out: join(folder, name), ...changes });
  } finally {
    warehouse.close();
  }
}

async function hashes(name: string): Promise<ReadonlyMap<string, string>> {
  const root = join(folder, name);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((e) => e.isFile()).map((e) => relative(root, join(e.parentPath, e.name)));
  const pairs = files.sort().map(
    async (file) =>
      [
        file,
        createHash('sha256')
          .update(await readFile(join(root, file)))
          .digest('hex'),
      ] as const,
  );
  return new Map(await Promise.all(pairs));
}

test('the same seed gives the same bytes in every file on any number of threads', async () => {
  const second = await make('second', { truth: join(folder, 'truth', 'second.parquet') }, 4);
  await make('third', { truth: join(folder, 'truth', 'third.parquet') }, 2);
  expect(firstHashes.size).toBe(first.files);
  expect(await hashes('second')).toEqual(firstHashes);
  expect(await hashes('third')).toEqual(firstHashes);
  expect(second).toEqual(first);
  const [a, b] = [...(await hashes('truth')).values()];
  expect(a).toBe(b);
});

test('another seed gives another company', async () => {
  await make('other', { seed: 8 });
  const other = await hashes('other');
  const same = [...other].filter(([file, hash]) => firstHashes.get(file) === hash).map(([file]) => file);
  // Only the file that came out empty says nothing about the company.
  expect(same.every((file) => file.endsWith('_rerun.jsonl'))).toBe(true);
});

test('a later day only adds: everything that was delivered before stays as it was', async () => {
  await make('next', { end: '2026-10-22' });
  const day = await hashes('day');
  const next = await hashes('next');
  const running = /2026-10\.(csv|jsonl)$|syncs_2026-10\.parquet$/;
  for (const [file, hash] of day)
    if (!running.test(file)) expect([file, next.get(file)]).toEqual([file, hash]);
  expect([...next.keys()].filter((file) => !day.has(file))).toEqual(['product/events_2026-10-21.jsonl.gz']);
});

test('files of events that grow within a month keep what they held and get more at the end', async () => {
  const grown: string[] = [];
  for (const name of await readdir(join(folder, 'day'), { recursive: true })) {
    if (!/(tags|notes|market_signals|objective_progress|reviews)_2026-10/.test(name)) continue;
    const [before, after] = await Promise.all(
      ['day', 'first'].map((made) => readFile(join(folder, made, name), 'utf8')),
    );
    expect([name, after?.startsWith(before ?? '?')]).toEqual([name, true]);
    if (after !== before) grown.push(name);
  }
  expect(grown.length).toBeGreaterThan(2);
});

test('an objective or a milestone keeps on a later day all that it said before', async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  const keep = { milestones: 'milestone_id', objectives: 'objective_id', interventions: 'intervention_id' };
  for (const [name, key] of Object.entries(keep)) {
    const rows = (day: string) =>
      `read_csv('${join(folder, day, `success/${name}_2026-10.csv`)}', all_varchar = true)`;
    const dated = ['reached_on', 'closed_on', 'outcome', 'ended_on', 'result'];
    const columns = await warehouse.rows<{ column_name: string }>(`describe from ${rows('day')}`);
    const differs = columns.map(({ column_name: column }) =>
      dated.includes(column)
        ? `(d.${column} is not null and d.${column} is distinct from n.${column})`
        : `d.${column} is distinct from n.${column}`,
    );
    const [changed] = await warehouse.rows<{ rows: number; lost: number }>(`
      select count(*) as rows, count(*) filter (${differs.join(' or ')}) as lost
      from ${rows('day')} as d left join ${rows('first')} as n using (${key})`);
    expect([name, changed?.lost]).toEqual([name, 0]);
    expect(changed?.rows).toBeGreaterThan(0);
  }
  warehouse.close();
});

test.each([1, 3])('a company of %i accounts in one month has a file of every source', async (accounts) => {
  const tiny = await make(`tiny-${accounts}`, { accounts, months: 1, events: 100 });
  const written = tiny.sources.filter(({ files }) => files > 0).map(({ source }) => source);
  expect(written).toEqual(first.sources.map(({ source }) => source));
});

test('the report is plain JSON and counts the files that are there', () => {
  expect(JSON.parse(JSON.stringify(first))).toEqual(first);
  expect(first.files).toBe(firstHashes.size);
  for (const { files } of first.mess)
    for (const file of files) expect(firstHashes.has(file), file).toBe(true);
  for (const source of first.sources)
    expect(source.records).toBe(source.keys + source.repeats + source.rejects);
});

test('without mess nothing is planted; the habits of the systems stay', async () => {
  const habits = [
    'byte_order_mark',
    'column_added',
    'late_row',
    'other_date_format',
    'quoted_comma',
    'quoted_line_break',
  ];
  const clean = await make('clean', { withMess: false });
  expect(clean.mess.map(({ kind }) => kind).filter((kind) => !habits.includes(kind))).toEqual([]);
  expect(clean.sources.every(({ rejects }) => rejects === 0)).toBe(true);
});

test('the number of events follows what was asked for', async () => {
  const more = await make('more', { events: 60_000 });
  expect(first.events / 20_000).toBeGreaterThan(0.8);
  expect(first.events / 20_000).toBeLessThan(1.2);
  expect(more.events / 60_000).toBeGreaterThan(0.8);
  expect(more.events / 60_000).toBeLessThan(1.2);
});

test('an interrupted demo leaves nothing in the database that it was made by', async () => {
  const warehouse = await openWarehouse({ threads: 1 });
  const out = join(folder, 'broken');
  const failing: Warehouse = new Proxy(warehouse, {
    get: (target, key) =>
      key === 'run'
        ? (sql: string) =>
            sql.includes('support/tickets_') && sql.startsWith('copy')
              ? Promise.reject(new Error('stopped'))
              : target.run(sql)
        : (Reflect.get(target, key) as { bind?: (to: Warehouse) => unknown }).bind?.(target),
  });
  await expect(generateDemo(failing, { ...SMALL, out })).rejects.toThrow('stopped');
  const left = await warehouse.rows(
    `select table_name from duckdb_tables() where starts_with(table_name, 'demo_')`,
  );
  expect(left).toEqual([]);
  warehouse.close();
});

test('however small the company, no file holds more rejects and repeats than a source tolerates', async () => {
  const { sources } = await stagingProject();
  const warehouse = await openWarehouse({ threads: 1 });
  for (const [accounts, events] of [
    [25, 2_000],
    [90, 110_000],
  ] as const) {
    await make(`small-${accounts}`, { accounts, events, months: 3 });
    for (const source of sources) {
      const { worst } = await loadSource(warehouse, source, join(folder, `small-${accounts}`));
      expect([source.relation, accounts, (worst ?? 0) <= source.tolerate.rejects]).toEqual([
        source.relation,
        accounts,
        true,
      ]);
    }
  }
  warehouse.close();
});
