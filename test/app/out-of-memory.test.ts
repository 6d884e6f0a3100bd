import { afterAll, beforeAll, expect, test } from 'vitest';
import { readRunRecord } from '../../src/adapters/project/run-records.ts';
import { loadProjectAt } from '../../src/app/load-project-at.ts';
import { type OpenRun, withRun } from '../../src/app/open-run.ts';
import { EXIT, HoldfastError, problem } from '../../src/errors.ts';
import { type RunProject, runProject } from '../support/run-project.ts';

let project: RunProject;
beforeAll(async () => {
  project = await runProject();
});
afterAll(() => project.remove());

/** A list can't be spilled: DuckDB itself says that this is too much for 40 MiB. */
const TOO_MUCH = 'create or replace temp table much as select list(i) as much from range(10000000) as r(i)';

async function runOnFour(work: (run: OpenRun) => Promise<void>) {
  const { project: loaded } = await loadProjectAt(project.context);
  const settings = { command: 'run daily', asOf: '2026-01-19', threads: 4, memoryLimit: '40MiB' };
  return withRun(project.context, loaded, settings, async (run) => {
    await work(run);
    return { exitCode: EXIT.done, snapshotId: null, value: run.runId };
  });
}

test('work that runs out of memory is done again on half the threads, and the record says so', async () => {
  const threads: number[] = [];
  const kept: unknown[] = [];
  const { value: runId } = await runOnFour(async ({ warehouse, limits, events }) => {
    const [row] = await warehouse.rows<{ n: string }>(`select current_setting('threads') as n`);
    expect(Number(row?.n)).toBe(limits.threads);
    threads.push(limits.threads);
    await warehouse.run('create schema if not exists build.meta');
    await warehouse.run('create table if not exists build.meta.tries (threads integer)');
    await warehouse.run(`insert into build.meta.tries values (${limits.threads})`);
    events.emit({ kind: 'node_finished', stage: 'transform', node: 'a', status: 'success', milliseconds: 1 });
    if (limits.threads > 1) await warehouse.run(TOO_MUCH);
    kept.push(...(await warehouse.rows('select threads from build.meta.tries')));
  });
  expect(threads).toEqual([4, 2, 1]);
  expect(kept).toEqual([{ threads: 4 }, { threads: 2 }, { threads: 1 }]);
  expect(await readRunRecord(project.folder, runId)).toMatchObject({
    status: 'success',
    exit_code: EXIT.done,
    limits: { threads: 1, memory_limit: '40MiB' },
    results: [{ unique_id: 'a' }],
    problems: [
      { name: 'fewerThreads', severity: 'warning', message: expect.stringContaining('on 2 threads') },
    ],
  });
});

test('on one thread that is the end: 69, whatever it was that could not be done', async () => {
  let attempts = 0;
  const call = runOnFour(async ({ warehouse }) => {
    attempts += 1;
    await warehouse.run(TOO_MUCH).catch((cause: unknown) => {
      throw new HoldfastError([problem('defect', { detail: 'a seed does not load' })], { cause });
    });
  });
  await expect(call).rejects.toMatchObject({
    exitCode: EXIT.unavailable,
    problems: [{ name: 'outOfMemory' }],
  });
  expect(attempts).toBe(3);
});

test('what fails for another reason is not done again', async () => {
  let attempts = 0;
  const call = runOnFour(async ({ warehouse }) => {
    attempts += 1;
    await warehouse.run('select * from nowhere');
  });
  await expect(call).rejects.toThrow(/nowhere/);
  expect(attempts).toBe(1);
});
