import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holdfast } from '../cli/holdfast-process.ts';

/** A small company whose scorecard calls nearly everybody good. */
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdfast-gates-'));
  expect((await holdfast(['init', '.'], { cwd: project })).code).toBe(0);
  const demo = ['demo', '--accounts', '15', '--months', '9', '--events', '5000'];
  expect((await holdfast(demo, { cwd: project })).code).toBe(0);
  const card = join(project, 'models/scores/health.yml');
  const text = await readFile(card, 'utf8');
  await writeFile(card, text.replace('from: 50', 'from: 4').replace('from: 80', 'from: 8'));
});

afterAll(() => rm(project, { recursive: true, force: true }));

const run = (...more: string[]) =>
  holdfast(['run', 'daily', '--as-of', '2026-11-01', '--threads', '1', '--format', 'json', ...more], {
    cwd: project,
  });

async function manifests(): Promise<Record<string, unknown>[]> {
  const folder = join(project, 'published/_publish/manifests');
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'))));
}

test('a name that no gate has is refused before any work', async () => {
  const { code, stdout } = await run('--allow-gate', 'good_shard');
  expect(code).toBe(64);
  expect(stdout).toContain('good_share');
});

test('a scorecard that calls all good is not published, and says why', async () => {
  const { code, stdout } = await run();
  expect(code).toBe(1);
  const { problems } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    problems: { name: string; message: string }[];
  };
  const failed = problems.filter(({ name }) => name === 'gateFailed');
  expect(failed.map(({ message }) => message)).toEqual([
    expect.stringContaining('health fails its gate good_share'),
  ]);
  expect(await manifests()).toEqual([]);
});

test('allowed to fail it is published, and the manifest says so', async () => {
  expect((await run('--allow-gate', 'good_share', '--allow-gate', 'health.not_worse')).code).toBe(0);
  expect(await manifests()).toMatchObject([{ allowed_gates: ['health.good_share'] }]);
});

test('a back-test that publishes nothing compares with what the target holds now', async () => {
  const card = join(project, 'models/scores/health.yml');
  await writeFile(card, (await readFile(card, 'utf8')).replace('from: 8', 'from: 9'));
  const { stdout } = await holdfast(['backtest', '--as-of', '2026-11-01', '--format', 'json'], {
    cwd: project,
  });
  const { result } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
    result: { scores: { score: string; proof: { gates: { gate: string; text: string }[] } }[] };
  };
  const health = result.scores.find(({ score }) => score === 'health');
  expect(health?.proof.gates.find(({ gate }) => gate === 'not_worse')?.text).toContain('known of version');
});
