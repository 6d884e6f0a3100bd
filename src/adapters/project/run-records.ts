import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExitCode } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Events } from '../../ports/events.ts';
import { RunNotes } from './run-notes.ts';
import type { RunEnd, RunHeader, RunRecord } from './run-record.ts';

/** The record of a run that goes on. */
export interface RunRecorder {
  readonly runId: string;
  /** Absolute path of run_results.json. */
  readonly path: string;
  /** Passes every event on and notes what belongs into the record. */
  readonly events: Events;
  finish(end: RunEnd): Promise<RunRecord>;
}

const FILE = 'run_results.json';
/** These ends are no failures: done, and nothing new. */
const GOOD_ENDS: readonly ExitCode[] = [0, 99];

/**
 * Begins a run's record below `<projectDir>/.holdfast/runs/`. It is there from the first moment on, and is always a whole
 * JSON document: each version is written beside it and renamed.
 */
export async function startRunRecord(
  projectDir: string,
  header: RunHeader,
  clock: Clock,
  events: Events,
): Promise<RunRecorder> {
  const runId = newRunId(clock);
  const folder = join(runsFolder(projectDir), runId);
  const noted = new RunNotes(events);
  const begun = { run_id: runId, ...header, pid: process.pid, started_at: isoTime(clock) };
  const write = async (end: Pick<RunRecord, 'status' | 'exit_code' | 'finished_at' | 'snapshot_id'>) => {
    const record: RunRecord = { ...begun, ...end, ...noted.content() };
    await replaceFile(join(folder, FILE), `${JSON.stringify(record, null, 2)}\n`);
    return record;
  };
  await mkdir(folder, { recursive: true });
  await write({ status: 'running', exit_code: null, finished_at: null, snapshot_id: null });
  return {
    runId,
    path: join(folder, FILE),
    events: noted,
    finish: ({ exitCode, snapshotId = null, problems = [] }) => {
      for (const problem of problems) noted.note({ kind: 'problem', problem });
      const status = GOOD_ENDS.includes(exitCode) ? 'success' : 'error';
      return write({ status, exit_code: exitCode, finished_at: isoTime(clock), snapshot_id: snapshotId });
    },
  };
}

/** The record of the latest run that began at `since` (milliseconds) or later, or null. */
export async function latestRunRecord(projectDir: string, since: number): Promise<string | null> {
  const folder = runsFolder(projectDir);
  const runs = await readdir(folder).catch(() => [] as string[]);
  const [last] = runs.sort().reverse();
  if (last === undefined) return null;
  const path = join(folder, last, FILE);
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtimeMs >= since ? path : null;
}

/** The record of the last run that can be asked for again, whatever became of it; null where there is none. */
export async function lastRequestedRun(projectDir: string): Promise<RunRecord | null> {
  const folder = runsFolder(projectDir);
  const runs = await readdir(folder).catch(() => [] as string[]);
  for (const run of runs.sort().reverse()) {
    const text = await readFile(join(folder, run, FILE), 'utf8').catch(() => null);
    const record = text === null ? null : (JSON.parse(text) as RunRecord);
    if (record?.request != null) return record;
  }
  return null;
}

function runsFolder(projectDir: string): string {
  return join(projectDir, '.holdfast', 'runs');
}

/** Sorts by time; the random part keeps two runs of one millisecond apart. */
function newRunId(clock: Clock): string {
  const time = isoTime(clock).replaceAll(/[-:]/g, '').replace('.', '');
  return `${time}-${randomBytes(3).toString('hex')}`;
}

function isoTime(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

async function replaceFile(path: string, text: string): Promise<void> {
  const draft = `${path}.draft`;
  await writeFile(draft, text);
  await rename(draft, path);
}
