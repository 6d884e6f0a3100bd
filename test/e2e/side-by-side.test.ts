import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdfast, startHoldfast } from '../cli/holdfast-process.ts';
import { type RunProject, runProject } from '../support/run-project.ts';

let project: RunProject;
beforeAll(async () => {
  project = await runProject();
  await project.deliver('2026-01', [['e1', 'a1', '2026-01-13 10:00:00']]);
  const pipeline = await readFile(join(project.folder, 'pipeline.yml'), 'utf8');
  await project.write(
    'pipeline.yml',
    `${pipeline}targets: { dev: { path: published }, prod: { path: published/prod } }\n`,
  );
  await project.write(
    'pipelines/backfill.yml',
    'description: All.\nsteps: [extract, transform, score, backtest, publish]\n',
  );
});
afterAll(() => project.remove());

const argv = (target: string, asOf = '2026-01-19') => [
  'run',
  'daily',
  '--as-of',
  asOf,
  '--threads',
  '1',
  '--target',
  target,
];
const run = (target: string, asOf?: string) => holdfast(argv(target, asOf), { cwd: project.folder });

/** SHA-256 of every file below a folder of the project, by path. */
async function bytesBelow(path: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(project.folder, path);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = async (file: string) =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  return new Map(await Promise.all(paths.sort().map(async (file) => [file, await hash(file)] as const)));
}

const PROD = ['published/prod', '.holdfast/prod'];
const stateOf = async (paths: readonly string[]) =>
  new Map((await Promise.all(paths.map(bytesBelow))).flatMap((files) => [...files]));
const prodState = () => stateOf(PROD);

test('two targets run at the same time, and both come to their end', async () => {
  const both = await Promise.all([run('dev'), run('prod')]);
  expect(both.map(({ code, stderr }) => ({ code, failed: code === 0 ? '' : stderr }))).toEqual([
    { code: 0, failed: '' },
    { code: 0, failed: '' },
  ]);
  const pointers = ['published/_publish/latest.json', 'published/prod/_publish/latest.json'];
  const [dev, prod] = await Promise.all(pointers.map((path) => readFile(join(project.folder, path), 'utf8')));
  // Of the same inputs both show the same snapshot.
  expect(dev).toBe(prod);
});

test('a dev run with another model leaves prod as it is, byte for byte, its build file too', async () => {
  const before = await prodState();
  expect(before.size).toBeGreaterThan(5);
  const model = join('models', 'features', 'usage.sql');
  const text = await readFile(join(project.folder, model), 'utf8');
  await project.write(model, text.replace(`interval '28' day`, `interval '7' day`));
  expect(await run('dev', '2026-01-26')).toMatchObject({ code: 0 });
  expect(await prodState()).toEqual(before);
  await project.write(model, text);
});

test('and a prod run leaves dev as it is', async () => {
  const devState = async () =>
    new Map(
      [...(await stateOf(['published', '.holdfast/dev']))].filter(
        ([path]) => !path.includes('published/prod'),
      ),
    );
  const before = await devState();
  expect(await run('prod', '2026-01-26')).toMatchObject({ code: 0 });
  expect(await devState()).toEqual(before);
});

test('a backfill and a nightly run of one target don’t meet: the second is told to come again', async () => {
  const days = ['--from', '2026-01-05', '--to', '2026-01-19', '--every', 'week'];
  const filling = startHoldfast(['backfill', ...days, '--target', 'prod'], { cwd: project.folder });
  await filling.said(/extract +begins/);
  filling.process.kill('SIGSTOP');
  const nightly = await run('prod', '2026-01-27');
  filling.process.kill('SIGCONT');
  expect(nightly).toMatchObject({ code: 75 });
  expect(nightly.stderr).toContain(`process ${filling.process.pid} on `);
  expect((await filling.ended).code).toBe(0);
});
