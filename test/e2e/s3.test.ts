import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAIN } from '../cli/holdfast-process.ts';
import { AS_OF, ended, type Ran } from '../support/e2e-process.ts';
import { cacheOf, exportsOf, smallCompany, workFolder } from '../support/e2e-project.ts';
import { stored } from '../support/s3/bucket.ts';
import { S3Server } from '../support/s3/s3-server.ts';

const folder = workFolder('s3');
const SECRET = 'planted-secret-key-of-the-bucket';
let server: S3Server;
let project: string;

/** In this process runs the server, so the program gets one of its own, with the bucket's credentials. */
function start(argv: readonly string[]): ChildProcessWithoutNullStreams {
  const credentials = { AWS_ACCESS_KEY_ID: 'planted-access-key', AWS_SECRET_ACCESS_KEY: SECRET };
  const env = { PATH: process.env['PATH'] ?? '', TZ: process.env['TZ'] ?? '', ...credentials };
  return spawn(process.execPath, [MAIN, ...argv], { cwd: project, env });
}

const holdfast = (argv: readonly string[]): Promise<Ran> => ended(start(argv));

/** What a command answered as JSON, of a shape that its test knows. */
const resultOf = ({ stdout }: Ran) => JSON.parse(stdout.trim().split('\n').at(-1) ?? '').result;

beforeAll(async () => {
  server = await S3Server.start();
  project = await smallCompany(join(folder, 'project'));
  for (const name of await readdir(exportsOf(project), { recursive: true, withFileTypes: true })) {
    if (!name.isFile()) continue;
    const path = join(name.parentPath, name.name);
    const key = path.slice(exportsOf(project).length + 1);
    server.bucket.objects.set(`raw/${key}`, stored(await readFile(path)));
  }
  await rm(exportsOf(project), { recursive: true });
  const file = join(project, 'pipeline.yml');
  const text = await readFile(file, 'utf8');
  const bucket = `endpoint: ${server.endpoint}`;
  await writeFile(
    file,
    text
      .replace(/^ {2}path: .*exports.*$/m, `  path: s3://bucket/raw\n  ${bucket}`)
      .replace(/^ {2}dev: .*$/m, `  dev: { path: s3://bucket/published, ${bucket} }`),
  );
});
afterAll(() => server.stop());

describe('a project whose exports and target are in buckets', () => {
  test('is published by one run, and the next finds nothing new and fetches no export', async () => {
    const first = await holdfast(['run', 'daily', '--as-of', AS_OF, '--format', 'json']);
    expect([first.code, first.stderr.includes('SDK')]).toEqual([0, false]);
    expect(resultOf(first).publish.location).toBe('s3://bucket/published');
    server.log.length = 0;
    const second = await holdfast(['run', 'daily', '--as-of', AS_OF]);
    expect(second.code).toBe(99);
    expect(
      server.log.filter(({ operation, key }) => operation === 'GetObject' && key.startsWith('raw/')),
    ).toEqual([]);
  });

  test('is the same snapshot on a machine that has nothing but the buckets', async () => {
    await rm(cacheOf(project), { recursive: true });
    expect((await holdfast(['run', 'daily', '--as-of', AS_OF])).code).toBe(99);
  });

  test('is read, verified, collected and rolled back from where it lies', async () => {
    const shown = await holdfast(['show', 'current_scores', '--limit', '3', '--format', 'json']);
    expect([shown.code, resultOf(shown).rows.length]).toEqual([0, 3]);
    server.log.length = 0;
    expect((await holdfast(['show'])).code).toBe(0);
    expect(server.log.filter(({ key }) => key.includes('_serve'))).toEqual([]);

    expect((await holdfast(['publish', 'verify'])).code).toBe(0);
    const listed = resultOf(await holdfast(['publish', 'list', '--format', 'json']));
    expect(listed.snapshots).toMatchObject([{ snapshotDate: AS_OF, state: 'published' }]);
    const [{ snapshotId }] = listed.snapshots;
    expect((await holdfast(['publish', 'rollback', snapshotId])).code).toBe(99);
    expect((await holdfast(['publish', 'rollback', 'nothing'])).code).toBe(64);
    const gc = await holdfast(['publish', 'gc', '--keep', '1', '--older-than', '0', '--format', 'json']);
    expect([gc.code, resultOf(gc)]).toMatchObject([0, { removed: false, garbage: [] }]);
    expect((await holdfast(['publish', 'gc'])).code).toBe(64);
    expect((await holdfast(['publish', 'lst'])).code).toBe(64);
  });

  test('verify finds a byte that changed, and says which object', async () => {
    const [key = ''] = [...server.bucket.objects.keys()].filter((name) => name.includes('tables/scores'));
    const before = server.bucket.object(key);
    server.bucket.objects.set(key, stored(Buffer.from('not parquet')));
    const verified = await holdfast(['publish', 'verify', '--format', 'json']);
    server.bucket.objects.set(key, before);
    expect([verified.code, resultOf(verified).faults.length]).toEqual([65, 1]);
  });

  test('the doctor looks at both', async () => {
    const found = await holdfast(['doctor', '--format', 'json']);
    expect(found.code).toBe(0);
    const of = (subject: string) =>
      resultOf(found).findings.find((finding: { subject: string }) => finding.subject === subject);
    expect(of('exports')).toMatchObject({ status: 'ok', found: 's3://bucket/raw' });
    expect(of('target')).toMatchObject({ status: 'ok', found: 's3://bucket/published' });
  });

  test.each([
    ['a store that is down', { kind: 'reset' }, 69],
    ['credentials that are refused', { kind: 'status', status: 403, code: 'InvalidAccessKeyId' }, 69],
  ] as const)('%s ends a run with %s, and no word of the credentials', async (_what, fault, code) => {
    server.faults = () => fault;
    const ran = await holdfast(['run', 'daily', '--as-of', AS_OF]);
    const doctor = await holdfast(['doctor']);
    server.faults = () => null;
    expect([ran.code, doctor.code]).toEqual([code, code]);
    for (const said of [ran.stdout, ran.stderr, doctor.stdout, doctor.stderr])
      expect(said).not.toMatch(/planted-/);
  });

  test('a stop in the middle of an upload ends it at once, and readers see what they saw', async () => {
    const earlier = '2026-10-25';
    const pointer = server.bucket.object('published/_publish/latest.json').etag;
    const argv = ['run', 'daily', '--as-of', earlier];
    let stop = (): void => undefined;
    server.faults = ({ operation, key }) => {
      if (operation !== 'PutObject' || !key.includes('_data/')) return null;
      stop();
      return { kind: 'delay', milliseconds: 30_000 };
    };
    const running = start(argv);
    stop = () => {
      stop = () => undefined;
      running.kill('SIGTERM');
    };
    expect((await ended(running)).code).toBe(143);
    server.faults = () => null;
    expect(server.bucket.object('published/_publish/latest.json').etag).toBe(pointer);
    expect((await holdfast(argv)).code).toBe(0);
    expect((await holdfast(['publish', 'verify'])).code).toBe(0);
  });

  test('no record holds a credential', async () => {
    const files = await readdir(cacheOf(project), { recursive: true, withFileTypes: true });
    const records = files.filter((file) => file.isFile() && /json$/.test(file.name));
    expect(records.length).toBeGreaterThan(2);
    for (const file of records)
      expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain('planted-');
  });
});
