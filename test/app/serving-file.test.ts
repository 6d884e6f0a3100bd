import { spawnSync } from 'node:child_process';
import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppContext } from '../../src/app/context.ts';
import { servingFile } from '../../src/app/serving-file.ts';
import { READERS_STATE, SERVING_FILE } from '../../src/core/publish/layout.ts';
import { stored } from '../support/s3/bucket.ts';
import { freshS3Server } from '../support/s3/fresh-s3-server.ts';
import { testContext } from '../support/test-context.ts';

const server = await freshS3Server();
let project: string;
let context: AppContext;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdfast-serving-file-'));
  context = testContext(project);
});
afterEach(() => rm(project, { recursive: true }));

const read = async () =>
  readFile(
    await servingFile(context, { name: 'prod', path: 's3://bucket/out', endpoint: server.endpoint }),
    'utf8',
  );
const fetches = () =>
  server.log.filter(({ operation, key }) => operation === 'GetObject' && key.endsWith('.duckdb')).length;

function publish(catalogue: string): void {
  const state = { format: 1, catalogue: `_publish/catalogues/${catalogue}.json`, unfinished: [] };
  server.bucket.objects.set(`out/${READERS_STATE}`, stored(Buffer.from(JSON.stringify(state))));
  server.bucket.objects.set(`out/${SERVING_FILE}`, stored(Buffer.from(`tables of ${catalogue}`)));
}

test('a bucket’s serving file is fetched once for each publish, and the one before it goes', async () => {
  publish('a');
  expect([await read(), await read()]).toEqual(['tables of a', 'tables of a']);
  expect(fetches()).toBe(1);
  publish('b');
  expect(await read()).toBe('tables of b');
  expect((await readdir(join(project, '.holdfast/prod/serving'))).sort()).toEqual(['.unfinished', 'b']);
});

test('what a killed reader had fetched of it goes with the next download; a living one’s stays', async () => {
  const folder = join(project, '.holdfast/prod/serving/.unfinished');
  const of = (pid: number) => join(folder, `${hostname()}.${pid}.00000000-0000-4000-8000-000000000000`);
  const [left, living] = [of(spawnSync('true').pid), of(process.pid)];
  for (const path of [left, living]) {
    await mkdir(join(path, '_serve'), { recursive: true });
    await writeFile(join(path, SERVING_FILE), 'tab');
  }
  publish('a');
  expect(await read()).toBe('tables of a');
  await expect(access(left)).rejects.toThrow();
  expect(await readdir(folder)).toHaveLength(1);
});
