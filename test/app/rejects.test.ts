import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { FileLock } from '../../src/adapters/project/file-lock.ts';
import { rejects } from '../../src/app/rejects.ts';
import { META_TABLES } from '../../src/core/sql/meta-tables.ts';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { testContext } from '../support/test-context.ts';

const clock = { now: () => 0 };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-rejects-'));
  const settings = `
name: fixture
sources: { path: exports }
calendar: { every: week, from: 2026-01-04 }
accounts: { lifetimes: intermediate.x, profile: features.profile }
targets: { dev: { path: published } }
`;
  await writeFile(join(folder, 'pipeline.yml'), settings);
});

afterEach(() => rm(folder, { recursive: true }));

/** A build file as extract would leave it, or what `work` makes of one. */
async function build(work: (warehouse: Warehouse) => Promise<void>): Promise<void> {
  const warehouse = await openWarehouse({
    buildFile: join(folder, '.holdfast/dev/build.duckdb'),
    threads: 1,
  });
  try {
    await warehouse.run('create schema if not exists build.meta');
    await work(warehouse);
  } finally {
    warehouse.close();
  }
}

const loaded = () =>
  build(async (warehouse) => {
    for (const table of META_TABLES) await warehouse.run(table);
    const files = [
      "('raw.crm__accounts', 'loaded', 100, 97)",
      "('raw.crm__accounts', 'vanished', 50, 50)",
      "('raw.crm__accounts', 'duplicate', 70, 0)",
      "('raw.app__usage', 'loaded', 1000, 999)",
    ];
    await warehouse.run(
      `insert into build.meta.files (source, status, rows_read, rows_loaded) values ${files.join(', ')}`,
    );
    const rows = [
      "('raw.crm__accounts', 'crm/a.csv', 7, 8, 'arr', '1.2.3', 'bad_type', null)",
      "('raw.crm__accounts', 'crm/a.csv', 3, 4, 'arr', 'x' || chr(27) || '[2J', 'bad_type', null)",
      "('raw.crm__accounts', 'crm/a.csv', 9, null, 'account_id', 'A1', 'duplicate_key', 'kept: crm/a.csv record 1')",
      "('raw.app__usage', 'app/2026/01/events_of_the_whole_month.jsonl', null, 12, null, null, 'malformed_json', 'no end')",
    ];
    await warehouse.run(
      `insert into build.meta.rejects (source, path, record, line, column_name, value, reason, detail)
       values ${rows.join(', ')}`,
    );
  });

test('counts by source and reason, and examples of each reason before a second one of any', async () => {
  await loaded();
  const { exitCode, result } = await rejects(testContext(folder), { limit: 3 });
  expect(exitCode).toBe(0);
  expect(result).toMatchObject({ rows_read: 1150, rows_rejected: 4 });
  expect(result.sources).toEqual([
    {
      source: 'raw.app__usage',
      rows_read: 1000,
      rows_rejected: 1,
      reasons: [{ reason: 'malformed_json', rows: 1 }],
    },
    {
      source: 'raw.crm__accounts',
      rows_read: 150,
      rows_rejected: 3,
      reasons: [
        { reason: 'bad_type', rows: 2 },
        { reason: 'duplicate_key', rows: 1 },
      ],
    },
  ]);
  expect(result.examples.map(({ reason, line, record, value }) => [reason, line, record, value])).toEqual([
    ['malformed_json', 12, null, null],
    ['bad_type', 4, 3, 'x\u001b[2J'],
    ['duplicate_key', null, 9, 'A1'],
  ]);
});

test('a person gets a table of 110 places, in which no value steers the terminal', async () => {
  await loaded();
  const { text } = await rejects(testContext(folder), { limit: 3 });
  expect(text.split('\n')).toEqual([
    '4 of 1,150 rows read are rejected',
    '',
    '  source         reason          rows  of those read',
    '  app__usage     malformed_json     1          0.1 %',
    '  crm__accounts  bad_type           2          1.3 %',
    '  crm__accounts  duplicate_key      1          0.7 %',
    '',
    '  file and line                      column      value  reason',
    '  …ents_of_the_whole_month.jsonl:12                     malformed_json (no end)',
    '  crm/a.csv:4                        arr         x\ufffd[2J  bad_type',
    '  crm/a.csv record 9                 account_id  A1     duplicate_key (kept: record 1)',
    '',
    '3 of them; --limit shows more, --format json all that is known of each',
  ]);
});

test.each(['raw.app__usage', 'app__usage', 'usage'])('one source by %s', async (source) => {
  await loaded();
  const { result } = await rejects(testContext(folder), { source });
  expect([result.rows_read, result.rows_rejected, result.examples.length]).toEqual([1000, 1, 1]);
});

test('an unknown source is wrong usage, and the nearest is named', async () => {
  await loaded();
  await expect(rejects(testContext(folder), { source: 'acounts' })).rejects.toMatchObject({
    exitCode: 64,
    problems: [{ name: 'badValue', hint: 'did you mean "accounts"?' }],
  });
});

test('while a run is at work it says who runs', async () => {
  await loaded();
  const lock = await new FileLock(join(folder, '.holdfast/dev/lock'), clock).acquire();
  try {
    await expect(rejects(testContext(folder), {})).rejects.toMatchObject({
      exitCode: 75,
      problems: [{ name: 'lockHeld' }],
    });
  } finally {
    await lock.release();
  }
});

test('nothing loaded yet is told apart from nothing rejected', async () => {
  await expect(rejects(testContext(folder), {})).rejects.toMatchObject({ exitCode: 66 });
  const beforeTheTables = () => Promise.resolve();
  const beforeAnyFile = async (warehouse: Warehouse) => {
    for (const table of META_TABLES) await warehouse.run(table);
  };
  for (const work of [beforeTheTables, beforeAnyFile]) {
    await build(work);
    for (const options of [{}, { source: 'accounts' }])
      await expect(rejects(testContext(folder), options)).rejects.toMatchObject({
        exitCode: 66,
        problems: [{ name: 'nothingLoaded', hint: 'the last run ended before it loaded any' }],
      });
  }
});

test('no rejects', async () => {
  await build(async (warehouse) => {
    for (const table of META_TABLES) await warehouse.run(table);
    await warehouse.run(
      "insert into build.meta.files (source, status, rows_read) values ('raw.a__b', 'loaded', 1)",
    );
  });
  expect((await rejects(testContext(folder), {})).text).toBe('no rejects among 1 row read');
});
