import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { parseArguments } from '../../src/cli/parse-arguments.ts';
import type { Dictionary } from '../../src/core/publish/dictionary.ts';
import { BI, biPages, chained, sqlBlocks, startingQueries } from '../support/bi-docs.ts';
import { AS_OF, runDaily } from '../support/e2e-process.ts';
import { exportsOf, publishedOf, smallCompany, workFolder } from '../support/e2e-project.ts';
import { commandLines } from '../support/e2e-readme.ts';

const folder = workFolder('bi');
const project = join(folder, 'project');
/** A day of the calendar that is published before the late row comes. */
const EARLIER = '2026-09-28';
const LATE_ROW = `pulse_id,account_id,author,rating,noted_at,expires_on
PU-99001,ACC-001005,Late Entry,1,2026-09-20 15:00:00,2026-12-31
`;

type Rows = readonly Record<string, unknown>[];
let ask: (sql: string) => Promise<Rows>;
let close: () => void;

beforeAll(async () => {
  await smallCompany(project);
  await runDaily(project, { asOf: EARLIER });
  await writeFile(join(exportsOf(project), 'crm', 'pulse_2026-09.csv'), LATE_ROW);
  await runDaily(project);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`attach '${publishedOf(project)}/_serve/holdfast.duckdb' as serving (read_only)`);
  await connection.run('use serving');
  ask = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  close = () => {
    connection.closeSync();
    instance.closeSync();
  };
}, 240_000);
afterAll(() => close());

describe('the queries to start from', () => {
  test.each(startingQueries())('$name answers', async ({ sql }) => {
    expect(sql).toMatch(/^-- [A-Z].*[.?:]/);
    expect((await ask(sql)).length).toBeGreaterThan(0);
  });

  test('a late row shows in what the day looks like now, and not in what was shown', async () => {
    const sql = startingQueries().find(({ name }) => name === 'restated_and_published')?.sql ?? '';
    const rows = await ask(sql);
    const [row] = await ask(`select account_name from accounts where account_id = 'ACC-001005' limit 1`);
    expect(rows).toMatchObject([{ as_of: EARLIER, account_name: row?.['account_name'] }]);
    expect(Number(rows[0]?.['difference'])).toBeLessThan(0);
    const [shown] = await ask(
      `select score from read_parquet('${publishedOf(project)}/tables/scores/v=1/snapshot_date=${EARLIER}/data.parquet')
       where account_id = 'ACC-001005' and score_name = 'health'`,
    );
    expect(shown?.['score']).toBe(rows[0]?.['score_as_published']);
  });

  test('the points of the explanation add up to the score', async () => {
    const sql = startingQueries().find(({ name }) => name === 'explanation')?.sql ?? '';
    const rows = await ask(
      `select sum(points) - any_value(score) as gap from (${sql}) as explained
       inner join current_scores using (account_id) where score_name = 'health'`,
    );
    expect(Number(rows[0]?.['gap'])).toBe(0);
  });
});

describe('queries on the pages', () => {
  const pages = biPages().filter((page) => !page.includes('evidence'));

  test.each([...pages, 'README.md'].flatMap(sqlBlocksForServing))('$at', async ({ sql }) => {
    expect((await ask(sql)).length).toBeGreaterThan(0);
  });

  test("Evidence's pages, over its own sources", async () => {
    await ask('create schema memory.holdfast');
    for (const { name, sql } of startingQueries('evidence/sources/holdfast'))
      await ask(`create table memory.holdfast.${name} as ${sql}`);
    await ask('use memory');
    try {
      const blocks = biPages().filter((page) => page.includes('evidence'));
      const queries = blocks.flatMap((page) => chained(sqlBlocks(page)));
      expect(queries.length).toBeGreaterThan(8);
      for (const { at, sql } of queries) expect(await ask(sql), at).not.toEqual([]);
    } finally {
      await ask('use serving');
    }
  });

  test('each page shows commands that the program knows', () => {
    const lines = biPages().flatMap((page) => commandLines(readFileSync(join(BI, '..', '..', page), 'utf8')));
    expect(lines.length).toBeGreaterThan(1);
    for (const argv of lines) expect(parseArguments(argv, commands).problems, argv.join(' ')).toEqual([]);
  });
});

describe('starter files', () => {
  test("Evidence's sources are the queries to start from", () => {
    const texts = (queries: typeof startingQueries, where?: string) =>
      queries(where).map(({ name, sql }) => [name, sql]);
    expect(texts(startingQueries, 'evidence/sources/holdfast')).toEqual(texts(startingQueries));
  });

  test.each(startingQueries())("Superset's dataset $name: query and columns", async ({ name, sql }) => {
    const dataset = supersetFile(`datasets/holdfast/${name}.yaml`);
    const database = supersetFile('databases/holdfast.yaml');
    expect(dataset).toMatchObject({ table_name: name, sql, database_uuid: database['uuid'] });
    const columns = dataset['columns'] as { column_name: string; type: string; is_dttm: boolean }[];
    const found = await ask(`describe ${sql}`);
    expect(columns.map(({ column_name, type }) => [column_name, type])).toEqual(
      found.map(({ column_name, column_type }) => [column_name, column_type]),
    );
    for (const { type, is_dttm } of columns) expect(is_dttm).toBe(type === 'DATE');
  });

  test("Power BI's script names tables and columns that are there", async () => {
    const script = await readFile(join(BI, 'power-bi', 'holdfast.pq'), 'utf8');
    const tables = [...script.matchAll(/(?:Current|Published)\("(\w+)"\)/g)].map(([, name = '']) => name);
    expect(new Set(tables)).toEqual(new Set(['scores', 'score_measures', 'backtest_metrics', 'features']));
    const files = tables.map((table) => `'${publishedOf(project)}/tables/${table}/v=1/*/data.parquet'`);
    const described = await Promise.all(files.map((file) => ask(`describe select * from ${file}`)));
    const known = new Set(described.flat().map(({ column_name }) => column_name));
    const lists = [...script.matchAll(/^ +\{("[a-z_0-9", ]+)\}/gm)].flatMap(([, list = '']) => [
      ...list.matchAll(/"(\w+)"/g),
    ]);
    const named = [...lists, ...script.matchAll(/\[([a-z_0-9]+)\]/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(50);
    for (const name of named) expect(known, name).toContain(name);
  });

  test('Metabase gets a question of each query', async (context) => {
    const cards: { path: string; key: string; body: Record<string, unknown> }[] = [];
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(pieces).toString()) as Record<string, unknown>;
        cards.push({ path: request.url ?? '', key: String(request.headers['x-api-key']), body });
        response.end('{}');
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const env = {
      PATH: process.env['PATH'] ?? '',
      METABASE_URL: `http://127.0.0.1:${port}`,
      METABASE_API_KEY: 'mb_key',
      METABASE_DATABASE: '2',
    };
    try {
      if (!(await shell('command -v jq && command -v curl', env)))
        context.skip('jq or curl is not installed');
      expect(await shell(`sh '${join(BI, 'metabase', 'questions.sh')}'`, env)).toBe(true);
    } finally {
      server.close();
    }
    expect(cards.map(({ path, key }) => `${path} ${key}`)).toEqual(cards.map(() => '/api/card mb_key'));
    expect(cards.map(({ body }) => body['dataset_query'])).toEqual(
      startingQueries().map(({ sql }) => ({ type: 'native', database: 2, native: { query: sql } })),
    );
  });
});

describe('what is published', () => {
  /** What DuckDB calls the types that Power BI, Tableau and Trino read. */
  const READABLE = /^(VARCHAR|BOOLEAN|INTEGER|BIGINT|DOUBLE|DECIMAL\(\d+,\d+\)|DATE|TIMESTAMP)$/;
  let dictionary: Dictionary;

  beforeAll(async () => {
    const path = join(publishedOf(project), '_publish', 'dictionary.json');
    dictionary = JSON.parse(await readFile(path, 'utf8')) as Dictionary;
  });

  test('the dictionary, the comments and the files agree on every table and column', async () => {
    expect(dictionary.tables.length).toBeGreaterThan(10);
    for (const { name, path, columns } of dictionary.tables) {
      const held = await ask(
        `select column_name, lower(data_type) as data_type, comment from duckdb_columns()
         where table_name = '${name}' and schema_name = 'main' and column_name <> 'snapshot_date' order by column_index`,
      );
      expect(held.map(({ column_name, data_type }) => [column_name, data_type])).toEqual(
        columns.map(({ name: column, type }) => [column, type]),
      );
      for (const [i, { description, unit = '', range = '' }] of columns.entries())
        for (const words of [description, unit, range]) expect(held[i]?.['comment']).toContain(words);
      if (path === null) continue;
      const file = path.replace('*', AS_OF);
      const written = await ask(
        `describe select * from read_parquet('${publishedOf(project)}/${file}', hive_partitioning = false)`,
      );
      expect(written.map(({ column_name }) => column_name)).toEqual(
        columns.map(({ name: column }) => column),
      );
      for (const { column_type } of written) expect(column_type).toMatch(READABLE);
    }
  });

  test('every table, column and view is on the page for people, with a meaning', async () => {
    const page = await readFile(join(publishedOf(project), '_publish', 'dictionary.md'), 'utf8');
    for (const { name, description, columns } of dictionary.tables) {
      expect(page).toContain(`\n## ${name}\n\n${description}\n`);
      for (const column of columns) {
        expect(page).toContain(`| \`${column.name}\` | ${column.type} |`);
        expect(column.description.length, `${name}.${column.name}`).toBeGreaterThan(5);
      }
    }
    const views = await ask(
      `select view_name, comment from duckdb_views() where database_name = 'serving' and not internal order by 1`,
    );
    expect(dictionary.views.map(({ name, description }) => [name, description]).sort()).toEqual(
      views.map(({ view_name, comment }) => [view_name, comment]),
    );
    for (const { view_name } of views) expect(page).toContain(`| \`${view_name}\` |`);
  });

  test('no file has a type that some reader takes for another', async () => {
    const files = await readdir(join(publishedOf(project), 'tables'), { recursive: true });
    const parquet = files.filter((file) => file.endsWith('.parquet'));
    expect(parquet.length).toBeGreaterThan(15);
    for (const file of parquet) {
      const odd = await ask(
        `select name, type, converted_type from parquet_schema('${publishedOf(project)}/tables/${file}')
         where converted_type like 'UINT%' or converted_type in ('INT_8', 'INT_16', 'TIMESTAMP_MILLIS', 'LIST', 'MAP')
           or type in ('INT96', 'FLOAT')`,
      );
      expect(odd, file).toEqual([]);
    }
  });
});

/** Blocks that read the serving file, or the files beside it by the path that the page shows. */
function sqlBlocksForServing(page: string) {
  return sqlBlocks(page)
    .map((block) => ({ ...block, sql: block.sql.replaceAll("'published/", `'${publishedOf(project)}/`) }))
    .filter(({ sql }) => !sql.includes('from features.'));
}

function supersetFile(path: string): Record<string, unknown> {
  return parse(readFileSync(join(BI, 'superset', path), 'utf8')) as Record<string, unknown>;
}

function shell(script: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  const child = spawn('sh', ['-c', script], {
    env,
    stdio: 'ignore',
    cwd: mkdtempSync(join(folder, 'shell-')),
  });
  return new Promise((done) => child.on('close', (code) => done(code === 0)));
}
