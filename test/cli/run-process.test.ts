import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunRecord } from '../../src/adapters/project/run-record.ts';
import { holdfast, type RunningHoldfast, startHoldfast } from './holdfast-process.ts';

/** One small company; the tests go on from what the ones before have left, as nights do. */
let project: string;
const RUN = ['run', 'daily', '--as-of', '2026-11-01', '--threads', '1'];

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'holdfast-run-'));
  expect((await holdfast(['init', '.'], { cwd: project })).code).toBe(0);
  const demo = ['demo', '--accounts', '15', '--months', '9', '--events', '5000'];
  expect((await holdfast(demo, { cwd: project })).code).toBe(0);
});

afterAll(() => rm(project, { recursive: true, force: true }));

const run = (...more: string[]) => holdfast([...RUN, ...more], { cwd: project });
const begin = (...more: string[]) => startHoldfast([...RUN, ...more], { cwd: project });
const lockFiles = async () =>
  (await readdir(join(project, '.holdfast', 'dev'))).filter((name) => name.startsWith('lock'));

async function lastRecord(): Promise<RunRecord> {
  const runs = join(project, '.holdfast', 'runs');
  const last = (await readdir(runs)).sort().at(-1) ?? '';
  return JSON.parse(await readFile(join(runs, last, 'run_results.json'), 'utf8')) as RunRecord;
}

/** Holds a run still while something else is tried. */
async function meanwhile<T>(running: RunningHoldfast, work: () => Promise<T>): Promise<T> {
  running.process.kill('SIGSTOP');
  try {
    return await work();
  } finally {
    running.process.kill('SIGCONT');
  }
}

test('a second run names who holds the lock and exits 75; SIGTERM then ends the first with 143', async () => {
  const first = begin();
  await first.said(/extract +begins/);
  const second = await meanwhile(first, () => run('--format', 'json'));
  expect(second.code).toBe(75);
  expect(second.stderr).toContain(`process ${first.process.pid} on ${hostname()}, since `);
  expect(JSON.parse(second.stdout)).toMatchObject({ exit_code: 75, problems: [{ name: 'lockHeld' }] });
  first.process.kill('SIGTERM');
  expect(await first.ended).toMatchObject({ code: 143, signal: null, stdout: '' });
  expect(await lockFiles()).toEqual([]);
  expect(await lastRecord()).toMatchObject({
    status: 'error',
    exit_code: 143,
    problems: [{ code: 'HF704' }],
  });
});

test('kill -9 leaves a readable record and a lock that the next run takes over', async () => {
  const killed = begin();
  await killed.said(/transform +begins/);
  killed.process.kill('SIGKILL');
  expect(await killed.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  expect(await lockFiles()).toEqual(['lock']);
  expect(await lastRecord()).toMatchObject({ status: 'running', exit_code: null });
  expect(await readdir(project)).not.toContain('published');
  const next = await run('--format', 'json');
  expect(next.code).toBe(0);
  expect(await lockFiles()).toEqual([]);
  const { result } = JSON.parse(next.stdout.trimEnd().split('\n').at(-1) ?? '') as {
    result: { snapshot_id: string };
  };
  expect(await lastRecord()).toMatchObject({
    status: 'success',
    exit_code: 0,
    snapshot_id: result.snapshot_id,
    results: expect.arrayContaining([
      expect.objectContaining({ unique_id: 'features.active_days', status: 'success' }),
    ]),
  });
});

test('the same again is 99, and what is published can be read while a run holds the build file', async () => {
  expect(await run()).toMatchObject({ code: 99 });
  const shown = await holdfast(['show', 'current_scores', '--limit', '1', '--format', 'json'], {
    cwd: project,
  });
  const { result } = JSON.parse(shown.stdout) as { result: { rows: { account_id: string }[] } };
  const account = result.rows[0]?.account_id ?? '';
  const running = begin('--force');
  await running.said(/transform +begins/);
  const explained = await meanwhile(running, () => holdfast(['explain', account], { cwd: project }));
  expect(explained).toMatchObject({ code: 0, stderr: '' });
  expect(explained.stdout).toContain(`(${account}): health as of 1 Nov 2026`);
  running.process.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
  // The stopped run has taken nothing back: this very snapshot is still the published one.
  expect(await run()).toMatchObject({ code: 99 });
});

test('another target has a lock, a build file and a publish of its own', async () => {
  const running = begin('--force');
  await running.said(/extract/);
  const elsewhere = await meanwhile(running, () => run('--target', 'prod'));
  expect(elsewhere.code).toBe(0);
  running.process.kill('SIGKILL');
  await running.ended;
  expect(await readdir(join(project, '.holdfast'))).toEqual(expect.arrayContaining(['dev', 'prod', 'runs']));
});
