import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runIds, runsFolder } from './run-folder.ts';
import type { RunRecord } from './run-record.ts';

export const RESULTS_FILE = 'run_results.json';

/** The record of the latest run that began at `since` (milliseconds) or later, or null. */
export async function latestRunRecord(projectDir: string, since: number): Promise<string | null> {
  const [last] = await runIds(projectDir);
  if (last === undefined) return null;
  const path = join(runsFolder(projectDir), last, RESULTS_FILE);
  const found = await stat(path).catch(() => null);
  return found !== null && found.mtimeMs >= since ? path : null;
}

/** The record of a run; null where it has none. */
export async function readRunRecord(projectDir: string, runId: string): Promise<RunRecord | null> {
  const text = await readFile(join(runsFolder(projectDir), runId, RESULTS_FILE), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as RunRecord);
}

/** The record of the last run, of one target or of any, that can be asked for again, whatever became of it; null where there is none. */
export async function lastRequestedRun(
  projectDir: string,
  target: string | undefined,
): Promise<RunRecord | null> {
  for (const run of await runIds(projectDir)) {
    const record = await readRunRecord(projectDir, run);
    if (record?.request != null && (target ?? record.target) === record.target) return record;
  }
  return null;
}
