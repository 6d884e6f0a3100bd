import { targetOf } from '../core/plan/make-plan.ts';
import { EXIT, type ExitCode, HoldfastError } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { checkBuckets } from './doctor-buckets.ts';
import { checkMachine } from './doctor-machine.ts';
import { checkPlaces } from './doctor-places.ts';
import { checkPublished } from './doctor-published.ts';
import { problemText } from './problem-text.ts';
import { runPaths } from './run-paths.ts';
import { readSettings } from './serving.ts';
import { textTable } from './text-table.ts';

/** One thing that was looked at. `trouble` keeps a run from succeeding; `note` may be worth a look. */
export interface Finding {
  readonly subject: string;
  readonly status: 'ok' | 'note' | 'trouble';
  readonly found: string;
  /** What a run would exit with because of it. */
  readonly exitCode?: ExitCode;
}

/**
 * Looks at everything that a run needs before it begins: versions, memory, configuration, folders and their room, who holds
 * the lock, what is published. Changes nothing. The exit code is that of the first trouble.
 */
export async function doctor(
  context: AppContext,
): Promise<CommandResult<{ readonly findings: readonly Finding[] }>> {
  const findings = await examine(context);
  const exitCode = findings.find(({ status }) => status === 'trouble')?.exitCode ?? EXIT.done;
  const rows = findings.map(({ subject, status, found }) => [status, subject, found]);
  const text = textTable([{ head: '' }, { head: '' }, { head: '' }], rows).join('\n');
  return { exitCode, result: { findings }, text };
}

async function examine(context: AppContext): Promise<Finding[]> {
  try {
    const settings = await readSettings(context);
    const target = targetOf({ settings }, context.target);
    const paths = runPaths(context.projectDir, settings, target);
    const found = `${settings.name}, target ${target.name}`;
    return [
      ...(await checkMachine(context, settings)),
      { subject: 'pipeline.yml', status: 'ok', found },
      ...(await checkPlaces(context, paths)),
      ...(await checkBuckets(context, settings, target)),
      await checkPublished(context, target),
    ];
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    const found = problemText(error.problems).replaceAll(/\s*\n\s*/g, '; ');
    const project: Finding = { subject: 'pipeline.yml', status: 'trouble', found, exitCode: error.exitCode };
    return [...(await checkMachine(context, null)), project];
  }
}
