import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { RunReport } from '../../src/app/execute-plan.ts';
import type { Problem } from '../../src/errors.ts';
import { MAIN } from '../cli/holdfast-process.ts';

/** The first day after the demo company's exports. */
export const AS_OF = '2026-11-01';

export interface Ran {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the compiled program in a project's folder, as a user's shell would; nothing of this process's environment but PATH. */
export function startProgram(project: string, argv: readonly string[]): ChildProcessWithoutNullStreams {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: npm run build`);
  const env = { PATH: process.env['PATH'] ?? '', TZ: process.env['TZ'] ?? '' };
  return spawn(process.execPath, [MAIN, ...argv], { cwd: project, env });
}

/** What a started program says until it has ended. */
export function ended(child: ChildProcessWithoutNullStreams): Promise<Ran> {
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => {
    said.stdout += data.toString();
  });
  child.stderr.on('data', (data: Buffer) => {
    said.stderr += data.toString();
  });
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...said })));
}

/** Runs the compiled program to its end, whatever that is. */
function holdfast(project: string, argv: readonly string[]): Promise<Ran> {
  return ended(startProgram(project, argv));
}

/** Runs what has to succeed. @throws Error with what it said on stderr. */
export async function done(project: string, argv: readonly string[]): Promise<Ran> {
  const ran = await holdfast(project, argv);
  if (ran.code !== 0) throw new Error(`holdfast ${argv.join(' ')}: exit ${ran.code}\n${ran.stderr}`);
  return ran;
}

export interface Night {
  readonly code: number | null;
  readonly report: RunReport;
}

interface Said {
  readonly result: RunReport | null;
  readonly problems: readonly Problem[];
}

/**
 * One nightly run and its report.
 * @throws Error with its problems when there is no report: the run did not get to its end.
 */
export async function runDaily(
  project: string,
  { asOf = AS_OF, flags = [] }: { asOf?: string; flags?: readonly string[] } = {},
): Promise<Night> {
  const argv = ['run', 'daily', '--as-of', asOf, '--format', 'json', ...flags];
  const { code, stdout, stderr } = await holdfast(project, argv);
  const { result, problems } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Said;
  if (result === null) throw new Error(`exit ${code}: ${JSON.stringify(problems, null, 2)}\n${stderr}`);
  return { code, report: result };
}
