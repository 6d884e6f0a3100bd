import { type Problem, problem } from '../../errors.ts';

/** What it means when DuckDB can't open the build file: another process has it open, or null where it is something else. */
export function busyBuildFile(path: string, error: unknown): Problem | null {
  const message = error instanceof Error ? error.message : String(error);
  if (!/Could not set lock/i.test(message)) return null;
  return problem('buildFileBusy', { path, holder: /\((PID \d+)\)/.exec(message)?.[1] ?? 'another process' });
}
