import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { literal } from '../../src/core/sql/quote.ts';
import { holdfast } from '../cli/holdfast-process.ts';
import { AS_OF } from '../support/e2e-process.ts';
import { exportsOf, newProject, publishedOf, SMALL, workFolder } from '../support/e2e-project.ts';

/** Secrets as an orchestrator hands them over, planted where they are likely to be told: in paths. */
const SECRETS = {
  HOLDFAST_EXPORTS: 'exports/tok-5f0c77e1b2',
  EXPORTS_TOKEN: 'tok-5f0c77e1b2',
  DEPLOY_PASSWORD: 'pw-planted-91c4',
};
/** An address that stands in no export but this test's. */
const PLANTED = 'planted.person@secret-example.org';
const E_MAIL = String.raw`[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}`;

const project = join(workFolder('redaction'), 'project');
const run = (...more: readonly string[]) =>
  holdfast(['run', 'daily', '--as-of', AS_OF, ...more], { cwd: project, env: SECRETS });
const said: string[] = [];

beforeAll(async () => {
  await newProject(project);
  const options = Object.entries(SMALL).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const demo = await holdfast(['demo', ...options], { cwd: project, env: SECRETS });
  expect(demo.code, demo.stderr).toBe(0);
  // A check that fails with an address among its keys, a run that says everything as JSON, one that goes well.
  await plant('sql/checks/planted.sql', `select ${literal(`${PLANTED} ${SECRETS.DEPLOY_PASSWORD}`)} as who`);
  await plant('sql/checks/planted.yml', 'description: Finds somebody.\n');
  const failed = await run();
  expect(failed.code, failed.stderr).toBe(1);
  const told = await run('--format', 'json', '--log-format', 'json');
  expect(told.code).toBe(1);
  await plant('sql/checks/planted.sql', 'select 1 as who where false');
  const done = await run();
  expect(done.code, done.stderr).toBe(0);
  for (const { stdout, stderr } of [failed, told, done]) said.push(stdout, stderr);
  said.push((await holdfast(['doctor'], { cwd: project, env: SECRETS })).stdout);
}, 120_000);

async function plant(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
}

/** All files below a folder, as bytes. */
async function filesBelow(folder: string): Promise<readonly { path: string; bytes: Buffer }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(paths.map(async (path) => ({ path, bytes: await readFile(path) })));
}

const isClean = (text: string) =>
  ![PLANTED, SECRETS.EXPORTS_TOKEN, SECRETS.DEPLOY_PASSWORD].some((secret) => text.includes(secret));

test('what is printed holds no secret and no planted address', () => {
  expect(said.join('').length).toBeGreaterThan(1_000);
  expect(said.filter((text) => !isClean(text))).toEqual([]);
  expect(said.join('')).toContain('<e-mail> ***');
});

test('neither do the records of the runs', async () => {
  const records = await filesBelow(join(project, '.holdfast', 'runs'));
  expect(records.length).toBe(9);
  expect(records.filter(({ bytes }) => !isClean(bytes.toString())).map(({ path }) => path)).toEqual([]);
  const addresses = records.flatMap(({ bytes }) => bytes.toString().match(new RegExp(E_MAIL, 'g')) ?? []);
  expect(addresses).toEqual([]);
});

test('neither does anything that is published: files as they are, and every value of every table', async () => {
  const published = await filesBelow(publishedOf(project));
  expect(published.filter(({ bytes }) => !isClean(bytes.toString('latin1'))).map(({ path }) => path)).toEqual(
    [],
  );
  const texts = published.filter(({ path }) => /\.(json|md)$/.test(path));
  expect(texts.flatMap(({ bytes }) => bytes.toString().match(new RegExp(E_MAIL, 'g')) ?? [])).toEqual([]);
  const reader = await openWarehouse({ threads: 1 });
  const found: string[] = [];
  for (const { path } of published.filter((file) => file.path.endsWith('.parquet'))) {
    const [row] = await reader.rows<{
      n: number;
    }>(`select count(*) as n from read_parquet(${literal(path)}) as t
      where regexp_matches(cast(t as varchar), ${literal(E_MAIL)})`);
    if ((row?.n ?? 0) > 0) found.push(path);
  }
  reader.close();
  expect(found).toEqual([]);
});

test('there was something to be found: the exports are full of addresses', async () => {
  const exports = await filesBelow(exportsOf(project));
  expect(exports.some(({ bytes }) => new RegExp(E_MAIL).test(bytes.toString('latin1')))).toBe(true);
});
