import { relative } from 'node:path';
import { type Problem, problem } from '../errors.ts';

/**
 * An error that nobody foresaw, as a problem: what it says, the place in the engine where it arose, and the record of the
 * run that it ended, if there was one.
 */
export async function describeDefect(error: unknown, projectDir: string, began: number): Promise<Problem> {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const frames = error instanceof Error ? ((error.stack ?? '').match(/^\s+at .+$/gm) ?? []) : [];
  // Node's own frames say where it was noticed, not where it came from.
  const frame = (frames.find((line) => !line.includes('node:')) ?? frames[0])?.trim();
  const record = await lastRunRecord(projectDir, began);
  const look = [frame, record === null ? undefined : `run record ${record}`].filter(
    (part) => part !== undefined,
  );
  return problem('defect', { detail }, { hint: ['please report it', ...look].join('; ') });
}

async function lastRunRecord(projectDir: string, began: number): Promise<string | null> {
  try {
    const { latestRunRecord } = await import('../adapters/project/run-records.ts');
    const path = await latestRunRecord(projectDir, began);
    return path === null ? null : relative(projectDir, path);
  } catch {
    // The first defect is the one to report, not a second one met while describing it.
    return null;
  }
}
