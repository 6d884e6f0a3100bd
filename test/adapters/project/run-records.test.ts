import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { pruneRuns, runIds } from '../../../src/adapters/project/run-folder.ts';
import type { RunRecord } from '../../../src/adapters/project/run-record.ts';
import { RunRecorder } from '../../../src/adapters/project/run-recorder.ts';
import { lastRequestedRun, latestRunRecord } from '../../../src/adapters/project/run-records.ts';
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

async function start(
  changes: { now?: () => number; emit?: (event: RunEvent) => void; folder?: string } = {},
) {
  const { now = () => 0, emit = () => undefined } = changes;
  return RunRecorder.start(header, {
    projectDir: changes.folder ?? (await tempFolder()),
    clock: { now },
    events: { emit },
    mask: (text) => text.replaceAll('hunter22', '***'),
    manifest: { project: 'demo', nodes: [{ unique_id: 'features.nps' }] },
  });
}

async function readRecord(path: string): Promise<RunRecord> {
  return JSON.parse(await readFile(path, 'utf8')) as RunRecord;
}

async function readEvents(path: string) {
  const text = await readFile(join(dirname(path), 'events.ndjson'), 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a record is there from the start and says that the run goes on and what it is about', async () => {
  const recorder = await start();
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
    limits: null,
    stages: [],
    results: [],
    problems: [],
  });
  const manifest = JSON.parse(
    await readFile(join(dirname(recorder.path), 'manifest.json'), 'utf8'),
  ) as unknown;
  expect(manifest).toMatchObject({
    run_id: recorder.runId,
    project: 'demo',
    nodes: [{ unique_id: 'features.nps' }],
  });
});

const TOOK = { milliseconds: 1.6, memoryBytes: 5, spillBytes: 6 };
const EVENTS: readonly RunEvent[] = [
  { kind: 'node_finished', stage: 'transform', node: 'a', status: 'success', rows: 7, ...TOOK },
  { kind: 'node_finished', stage: 'transform', node: 'b', status: 'unchanged', milliseconds: 0 },
  {
    kind: 'node_finished',
    stage: 'transform',
    node: 'c',
    status: 'skipped',
    milliseconds: 0,
    message: 'upstream a',
  },
  { kind: 'problem', problem: problem('defect', { detail: 'x' }) },
  { kind: 'stage_finished', stage: 'transform', summary: '3 models', milliseconds: 12 },
];

test('it ends with every node in the words of dbt, and passes every event on', async () => {
  const passed: RunEvent[] = [];
  const recorder = await start({ emit: (event) => passed.push(event) });
  const broken = problem('defect', { detail: 'x' });
  for (const event of EVENTS) recorder.emit(event);
  const table = {
    unique_id: 'published.scores',
    stage: 'publish',
    status: 'success',
    rows: 3,
    bytes: 99,
  } as const;
  const unmeasured = { peak_memory_bytes: null, spill_bytes: null, process_memory_bytes: null };
  const nodes = [{ ...table, milliseconds: null, ...unmeasured, message: null }];
  await recorder.finish({ exitCode: 2, problems: [broken], nodes });
  expect(passed).toEqual(EVENTS);
  const record = await readRecord(recorder.path);
  expect(record).toMatchObject({
    status: 'error',
    exit_code: 2,
    finished_at: '1970-01-01T00:00:00.000Z',
    stages: [{ stage: 'transform', summary: '3 models', milliseconds: 12 }],
    results: [
      { unique_id: 'a', status: 'success', rows: 7, milliseconds: 2, peak_memory_bytes: 5, spill_bytes: 6 },
      { unique_id: 'b', status: 'no-op', rows: null, bytes: null, peak_memory_bytes: null },
      { unique_id: 'c', status: 'skipped', message: 'upstream a' },
      table,
    ],
    problems: [{ code: 'HF999' }],
  });
  expect(record.problems).toHaveLength(1);
  expect(record.results[0]?.process_memory_bytes).toBeGreaterThan(1024 ** 2);
});

test('what has ended stands in it while the run goes on, and nothing else lies there', async () => {
  const recorder = await start();
  const [done] = EVENTS;
  if (done) recorder.emit(done);
  await vi.waitFor(async () => expect((await readRecord(recorder.path)).results).toHaveLength(1));
  expect((await readRecord(recorder.path)).status).toBe('running');
  await recorder.finish({ exitCode: 0 });
  expect((await readdir(dirname(recorder.path))).sort()).toEqual([
    'events.ndjson',
    'manifest.json',
    'run_results.json',
  ]);
});

test('every event is a line, of progress one a second', async () => {
  let time = 0;
  const recorder = await start({ now: () => time });
  const progress = (done: number) =>
    recorder.emit({ kind: 'progress', stage: 'score', done, total: 9, what: 'x' });
  progress(1);
  progress(2);
  time = 1000;
  progress(3);
  for (const event of EVENTS) recorder.emit(event);
  await recorder.finish({ exitCode: 1 });
  const events = await readEvents(recorder.path);
  expect(events.map(({ kind }) => kind)).toEqual([
    'progress',
    'progress',
    ...EVENTS.map(({ kind }) => kind),
    'run_finished',
  ]);
  expect(events[1]).toEqual({
    time: '1970-01-01T00:00:01.000Z',
    kind: 'progress',
    stage: 'score',
    done: 3,
    total: 9,
    what: 'x',
  });
});

test('secrets are masked in all three files', async () => {
  const recorder = await start();
  recorder.emit({ kind: 'note', message: 'password hunter22' });
  const hint = 'try hunter22';
  await recorder.finish({ exitCode: 1, problems: [problem('defect', { detail: 'hunter22' }, { hint })] });
  for (const name of await readdir(dirname(recorder.path)))
    expect(await readFile(join(dirname(recorder.path), name), 'utf8')).not.toContain('hunter22');
});

test.each([
  [0, 'success'],
  [99, 'success'],
  [1, 'error'],
  [124, 'error'],
] as const)('exit %i is a run that ended in %s', async (exitCode, status) => {
  const recorder = await start();
  await recorder.finish({ exitCode });
  expect(await readRecord(recorder.path)).toMatchObject({ status, exit_code: exitCode });
});

test('the latest record is found, and of an earlier run none', async () => {
  const folder = await tempFolder();
  expect(await latestRunRecord(folder, 0)).toBeNull();
  expect(await lastRequestedRun(folder, undefined)).toBeNull();
  const recorder = await start({ folder });
  expect(await latestRunRecord(folder, 0)).toBe(recorder.path);
  expect(await latestRunRecord(folder, Date.now() + 60_000)).toBeNull();
});

test('of old runs the records go, the latest stay', async () => {
  const folder = await tempFolder();
  let time = 0;
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) {
    time += 1000;
    ids.unshift((await start({ folder, now: () => time })).runId);
  }
  expect(await runIds(folder)).toEqual(ids);
  await pruneRuns(folder, 2);
  expect(await runIds(folder)).toEqual(ids.slice(0, 2));
});
