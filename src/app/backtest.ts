import { EXIT, fail } from '../errors.ts';
import type { BacktestReport } from '../stages/backtest/backtest.ts';
import { backtestText } from './backtest-text.ts';
import type { AppContext, CommandResult } from './context.ts';
import { findScorecard } from './find-scorecard.ts';
import { loadProjectAt } from './load-project-at.ts';
import { runPipeline } from './run.ts';
import { readSettings } from './serving.ts';

export interface BacktestOptions {
  readonly asOf: string;
  /** Only this score; all of them without it. */
  readonly score?: string | undefined;
}

/**
 * Tests every score against the renewals that were decided before the day: loads what is new, brings the calendar up to date
 * and publishes nothing. @throws HoldfastError noDecisions, noBacktestStep; unknownScore before anything is done
 */
export async function runBacktest(
  context: AppContext,
  options: BacktestOptions,
): Promise<CommandResult<BacktestReport>> {
  const settings = await readSettings(context);
  if (settings.decisions === undefined) fail('noDecisions', {}, { file: 'pipeline.yml' });
  if (options.score !== undefined) findScorecard((await loadProjectAt(context)).project, options.score);
  const { result } = await runPipeline(context, { pipeline: 'backtest', asOf: options.asOf });
  const report = result.backtest;
  if (report === null) return fail('noBacktestStep', {}, { file: 'pipelines/backtest.yml' });
  const scores = report.scores.filter(({ score }) => score === (options.score ?? score));
  const told = { ...report, scores };
  return { exitCode: EXIT.done, result: told, text: backtestText(told) };
}
