import type { RunRecord } from '../adapters/project/run-record.ts';
import { lastRequestedRun } from '../adapters/project/run-records.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { EXIT, fail } from '../errors.ts';
import { type BackfillOptions, backfill } from './backfill.ts';
import type { AppContext, CommandResult } from './context.ts';
import { type RunOptions, runPipeline } from './run.ts';
import { readSettings } from './serving.ts';
import { counted } from './words.ts';

/** What was done again, and what came of it. */
export interface RetryReport {
  readonly retried: string;
  /** Nodes of the last run that failed, and that were skipped because of them. */
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
  /** What the run or backfill answered; null where there was nothing to do again. */
  readonly result: unknown;
}

/**
 * Does the last run or backfill again, with its own options and target, unless it ended well (99): the last one of all, or the
 * last one into the target that is asked for. What it had committed is found done: loaded files, published dates. Models move
 * all or nothing, so that those are built again with what failed.
 * @throws HoldfastError nothingToRetry where nothing ever ran; unknownTarget
 */
export async function retry(context: AppContext): Promise<CommandResult<RetryReport>> {
  const record = await lastRun(context);
  if (record?.request == null) {
    const where = context.target === undefined ? 'here' : `into the target "${context.target}"`;
    return fail('nothingToRetry', { detail: `nothing has been run ${where} yet` });
  }
  const ended = (status: string) =>
    record.results.filter((node) => node.status === status).map(({ unique_id: id }) => id);
  const head = { retried: record.run_id, failed: ended('error'), skipped: ended('skipped') };
  if (record.status === 'success') {
    const text = `the last run (${record.command}, ${record.run_id}) ended well: nothing to do again`;
    return { exitCode: EXIT.nothingNew, result: { ...head, result: null }, text };
  }
  const { exitCode, result, text } = await again({ ...context, target: record.target }, record.request);
  return { exitCode, result: { ...head, result }, text: `${headText(record, head)}\n\n${text}` };
}

/** A run into another target than the one that is asked for is not done again: it would publish there. */
async function lastRun(context: AppContext): Promise<RunRecord | null> {
  const { projectDir, target } = context;
  if (target !== undefined) targetOf({ settings: await readSettings(context) }, target);
  return lastRequestedRun(projectDir, target);
}

/** Without --full-refresh: what the last run has loaded is not to be forgotten. */
function again(
  context: AppContext,
  { use, options }: NonNullable<RunRecord['request']>,
): Promise<CommandResult<unknown>> {
  if (use === 'backfill') return backfill(context, options as BackfillOptions);
  return runPipeline(context, { ...(options as RunOptions), fullRefresh: false });
}

function headText(
  { command, status, run_id: id }: RunRecord,
  { failed, skipped }: Pick<RetryReport, 'failed' | 'skipped'>,
): string {
  const end = status === 'running' ? 'was killed' : 'failed';
  const nodes = failed.length === 0 ? '' : `: ${failed.join(', ')}`;
  const because = skipped.length === 0 ? '' : `, ${counted(skipped.length, 'node')} skipped because of it`;
  return `${command} (${id}) ${end}${nodes}${because}; done again:`;
}
