import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import type { RunRecord } from '../../../src/adapters/project/run-record.ts';
import { latestRunRecord, startRunRecord } from '../../../src/adapters/project/run-records.ts';
import { problem } from '../../../src/errors.ts';
import type { RunEvent } from '../../../src/ports/events.ts';
import { tempFolder } from './temp-folder.ts';

const header = {
  command: 'run daily',
  target: 'dev',
  as_of: '2026-11-01',
  engine_version: '0.1.0',
  request: null,
};

async function readRecord(path: string): Promise<RunRecord> {
  return JSON.parse(await readFile(path, 'utf8')) as RunRecord;
}

test('a record is there from the start and says that the run goes on', async () => {
  const recorder = await startRunRecord(
    await tempFolder(),
    header,
    { now: () => 0 },
    { emit: () => undefined },
  );
  expect(recorder.runId).toMatch(/^19700101T000000000Z-[0-9a-f]{6}$/);
  expect(await readRecord(recorder.path)).toEqual({
    ...header,
    run_id: recorder.runId,
    pid: process.pid,
    status: 'running',
    exit_code: null,
    started_at: '1970-01-01T00:00:00.000Z',
    finished_at: null,
    snapshot_id: null,
    stages: [],
    results: [],
    problems: [],
  });
});

test('it ends with every node in the words of dbt, and passes every event on', async () => {
  const passed: RunEvent[] = [];
  const recorder = await startRunRecord(
    await tempFolder(),
    header,
    { now: () => 0 },
    { emit: (event) => passed.push(event) },
  );
  const broken = problem('defect', { detail: 'x' });
  const events: RunEvent[] = [
    { kind: 'node_finished', stage: 'transform', node: 'a', status: 'success', rows: 7, milliseconds: 1.6 },
    { kind: 'node_finished', stage: 'transform', node: 'b', status: 'unchanged', milliseconds: 0 },
    {
      kind: 'node_finished',
      stage: 'transform',
      node: 'c',
      status: 'skipped',
      milliseconds: 0,
      message: 'upstream a',
    },
    { kind: 'problem', problem: broken },
    { kind: 'stage_finished', stage: 'transform', summary: '3 models', milliseconds: 12 },
  ];
  for (const event of events) recorder.events.emit(event);
  await recorder.finish({ exitCode: 2, problems: [broken] });
  expect(passed).toEqual(events);
  expect(await readRecord(recorder.path)).toMatchObject({
    status: 'error',
    exit_code: 2,
    finished_at: '1970-01-01T00:00:00.000Z',
    stages: [{ stage: 'transform', summary: '3 models', milliseconds: 12 }],
    results: [
      { unique_id: 'a', status: 'success', rows: 7, milliseconds: 2, message: null },
      { unique_id: 'b', status: 'no-op', rows: null },
      { unique_id: 'c', status: 'skipped', message: 'upstream a' },
    ],
    problems: [{ code: 'HF999' }],
  });
  expect((await readRecord(recorder.path)).problems).toHaveLength(1);
  expect(await readdir(dirname(recorder.path))).toEqual(['run_results.json']);
});

test('nothing new is a good end; the latest record since a moment is found', async () => {
  const project = await tempFolder();
  expect(await latestRunRecord(project, 0)).toBeNull();
  const clock = { now: () => Date.now() };
  const first = await startRunRecord(project, header, { now: () => 0 }, { emit: () => undefined });
  await first.finish({ exitCode: 99, snapshotId: 'abc' });
  expect(await readRecord(first.path)).toMatchObject({
    status: 'success',
    exit_code: 99,
    snapshot_id: 'abc',
  });
  const second = await startRunRecord(project, header, clock, { emit: () => undefined });
  expect(await latestRunRecord(project, 0)).toBe(second.path);
  expect(await latestRunRecord(project, Date.now() + 60_000)).toBeNull();
});
