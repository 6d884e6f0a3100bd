import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import type { RunRecord } from '../../src/adapters/project/run-record.ts';
import { EXIT } from '../../src/errors.ts';
import { holdfast, startHoldfast } from '../cli/holdfast-process.ts';
import { type RunProject, runProject } from '../support/run-project.ts';

/** Every exit code of docs/exit-codes.md, provoked in a real process. Each test leaves the project able to run. */
let project: RunProject;
const RUN = ['run', 'daily', '--as-of', '2026-01-19', '--threads', '1'];
const ENDLESS =
  'select count(*) as n from range(100000000000) as a(i) where a.i % 7 = 3 having count(*) < 0\n';

beforeAll(async () => {
  project = await runProject();
  await project.deliver('2026-01', [['e1', 'a1', '2026-01-13 10:00:00']]);
});
afterAll(() => project.remove());

const run = (...more: readonly string[]) =>
  holdfast([...RUN, '--format', 'json', ...more], { cwd: project.folder });
const at = (path: string) => join(project.folder, path);

interface Said {
  readonly exit_code: number;
  readonly problems: readonly { readonly name: string; readonly message: string }[];
}
/** The last line of stdout, which is JSON whatever happened. */
const said = (stdout: string) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Said;

async function lastRecord(): Promise<RunRecord> {
  const last = (await readdir(at('.holdfast/runs'))).sort().at(-1) ?? '';
  return JSON.parse(await readFile(at(`.holdfast/runs/${last}/run_results.json`), 'utf8')) as RunRecord;
}

/** Puts another text in the place of a file's while `work` goes on. */
async function changed<T>(
  path: string,
  change: (text: string) => string,
  work: () => Promise<T>,
): Promise<T> {
  const text = await readFile(at(path), 'utf8');
  await writeFile(at(path), change(text));
  try {
    return await work();
  } finally {
    await writeFile(at(path), text);
  }
}

/** What a run of `code` says, to stdout, stderr and its record alike. */
async function expectExit(code: number, name: string, ...more: readonly string[]): Promise<string> {
  const ran = await run(...more);
  expect(ran, ran.stderr).toMatchObject({ code, signal: null });
  const { exit_code, problems } = said(ran.stdout);
  expect([exit_code, problems.find((problem) => problem.name === name)?.name]).toEqual([code, name]);
  return ran.stderr;
}

/** And its record, of a run that got as far as to have one. */
async function expectRecord(code: number, name: string): Promise<void> {
  const record = await lastRecord();
  expect(record).toMatchObject({ status: 'error', exit_code: code, finished_at: expect.any(String) });
  expect(record.problems.map((problem) => problem.name)).toContain(name);
}

test('78: bad configuration, before anything is touched', async () => {
  const told = await changed(
    'pipeline.yml',
    (text) => text.replace('calendar:', 'calender:'),
    () => expectExit(EXIT.badConfig, 'unknownKey'),
  );
  expect(told).toContain('did you mean "calendar"?');
  expect(await readdir(project.folder)).not.toContain('.holdfast');
});

test('64: wrong usage', async () => {
  await expectExit(EXIT.usage, 'unknownFlag', '--treads', '2');
  await expectExit(EXIT.usage, 'badValue', '--timeout', 'soon');
});

test('66: an export that is not there yet, saying which and where it was looked for', async () => {
  const moved = at('exports/usage/2026-01.csv');
  const text = await readFile(moved, 'utf8');
  await rm(moved);
  const told = await expectExit(EXIT.notThereYet, 'exportMissing');
  expect(told).toContain('no file for raw.app__usage: nothing matches usage/*.csv');
  await expectRecord(EXIT.notThereYet, 'exportMissing');
  await writeFile(moved, text);
});

test('65: an export with more bad rows than its source tolerates', async () => {
  await project.write('exports/usage/bad.csv', 'event_id,account_id,happened_at\ne9,a1,never\n');
  const told = await expectExit(EXIT.badData, 'tooManyRejects');
  expect(told).toContain('exports/usage/bad.csv:2'.slice('exports/'.length));
  await expectRecord(EXIT.badData, 'tooManyRejects');
  await rm(at('exports/usage/bad.csv'));
});

test('1: a check fails, and nothing is published', async () => {
  await changed(
    'models/features/usage.yml',
    (text) => text.replace('min: 0', 'min: 5'),
    () => expectExit(EXIT.failed, 'checkFailed'),
  );
  await expectRecord(EXIT.failed, 'checkFailed');
  expect(await readdir(project.folder)).not.toContain('published');
});

test('69: a store that can’t be reached', async () => {
  const port = await unusedPort();
  const s3 = `{ path: s3://bucket/x, endpoint: 'http://127.0.0.1:${port}', region: eu-west-1 }`;
  await changed(
    'pipeline.yml',
    (text) => `${text}targets: { dev: { path: published }, far: ${s3} }\n`,
    () => expectExit(EXIT.unavailable, 'storageFailed', '--target', 'far'),
  );
});

test('75: another run holds the lock', async () => {
  const holder = {
    pid: process.pid,
    host: hostname(),
    since: '2026-01-19T00:00:00.000Z',
    started: null,
    id: 'x',
  };
  await mkdir(at('.holdfast/dev'), { recursive: true });
  await writeFile(at('.holdfast/dev/lock'), `${JSON.stringify(holder)}\n`);
  const told = await expectExit(EXIT.locked, 'lockHeld');
  expect(told).toContain(`process ${process.pid} on ${hostname()}, since 2026-01-19T00:00:00.000Z`);
  await rm(at('.holdfast/dev/lock'));
});

test('2: what nobody foresaw is a defect of ours, and its record says so', async () => {
  const sabotage = 'process.resourceUsage = () => { throw new TypeError("sabotaged"); };';
  const env = { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(sabotage)}` };
  const ran = await holdfast([...RUN, '--format', 'json'], { cwd: project.folder, env });
  expect(ran.code, ran.stderr).toBe(EXIT.defect);
  expect(ran.stderr).toContain('HF999  a defect in Holdfast itself: TypeError: sabotaged');
  expect(await lastRecord()).toMatchObject({ status: 'error', exit_code: EXIT.defect });
});

describe('a run that would never end', () => {
  beforeAll(async () => {
    await project.write('sql/checks/endless.sql', ENDLESS);
    await project.write('sql/checks/endless.yml', 'description: Counts for ever.\n');
  });
  afterAll(() => rm(at('sql'), { recursive: true }));

  /** No lock, no publish, a finished record: it had the time to clean up. */
  async function expectCleanEnd(code: number, name: string): Promise<void> {
    await expectRecord(code, name);
    expect(await readdir(project.folder)).not.toContain('published');
    expect((await readdir(at('.holdfast/dev'))).filter((file) => file.startsWith('lock'))).toEqual([]);
  }

  test('124: --timeout stops it', async () => {
    const told = await expectExit(EXIT.timedOut, 'timedOut', '--timeout', '2s');
    expect(told).toContain('not done within 2.0 s');
    await expectCleanEnd(EXIT.timedOut, 'timedOut');
  });

  test.each([
    ['SIGINT', EXIT.interrupted, 'interrupted'],
    ['SIGTERM', EXIT.terminated, 'terminated'],
  ] as const)('%s: %i, cleanly', async (signal, code, name) => {
    const running = startHoldfast([...RUN, '--format', 'json'], { cwd: project.folder });
    await running.said(/ok +features\.profile/);
    running.process.kill(signal);
    const ended = await running.ended;
    expect(ended, ended.stderr).toMatchObject({ code, signal: null });
    expect(said(ended.stdout)).toMatchObject({ exit_code: code, problems: [{ name }] });
    await expectCleanEnd(code, name);
  });

  test('a second signal ends it at once, and the next run takes over the lock', async () => {
    const running = startHoldfast(RUN, { cwd: project.folder });
    await running.said(/ok +features\.profile/);
    running.process.kill('SIGTERM');
    running.process.kill('SIGINT');
    const { code, signal } = await running.ended;
    // A clean-up that was faster than the second signal has ended it already.
    expect([EXIT.terminated, EXIT.interrupted, null]).toContain(code);
    if (code === null) expect(['SIGINT', 'SIGTERM']).toContain(signal);
  });
});

test('0: done; then 99: nothing new, until --force; and each of them is in meta.runs', async () => {
  expect(await run()).toMatchObject({ code: EXIT.done });
  const receipt = await run();
  expect(receipt).toMatchObject({ code: EXIT.nothingNew });
  expect(receipt.stderr).not.toContain('transform');
  expect(await run('--force')).toMatchObject({ code: EXIT.done });
  expect((await lastRecord()).results.map(({ unique_id }) => unique_id)).toEqual(
    expect.arrayContaining(['raw.app__usage', 'features.usage', 'health', 'published.scores']),
  );
  const warehouse = await openWarehouse({ buildFile: at('.holdfast/dev/build.duckdb'), threads: 1 });
  onTestFinished(() => warehouse.close());
  const runs = await warehouse.rows<{ exit_code: number }>(
    'select exit_code from build.meta.runs order by started_at desc limit 3',
  );
  expect(runs.map(({ exit_code }) => exit_code)).toEqual([EXIT.done, EXIT.nothingNew, EXIT.done]);
  // Of runs that were stopped the next one has written it down.
  const stopped = await warehouse.rows(`select distinct exit_code from build.meta.runs
    where exit_code in (124, 130, 143) order by exit_code`);
  expect(stopped).toEqual([{ exit_code: 124 }, { exit_code: 130 }, { exit_code: 143 }]);
  const nodes =
    await warehouse.rows(`select unique_id, status, rows > 0 as has_rows, bytes > rows as has_bytes
    from build.meta.run_nodes semi join (from build.meta.runs where exit_code = 0 order by started_at limit 1) using (run_id)
    where unique_id in ('features.usage', 'health', 'published.scores') and status = 'success' order by unique_id`);
  const measured = { status: 'success', has_rows: true, has_bytes: true };
  expect(nodes).toEqual(
    ['features.usage', 'health', 'published.scores'].map((unique_id) => ({ unique_id, ...measured })),
  );
});

/** A port that nobody listens on: one that was just given back. */
async function unusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
