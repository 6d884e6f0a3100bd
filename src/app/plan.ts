import type { Plan } from '../core/plan/make-plan.ts';
import { EXIT } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { type Forecast, forecast } from './forecast.ts';
import { planText } from './plan-text.ts';
import { type PlanOptions, planRun } from './run.ts';

/** What `run` executes, and beside it what that would find and do today. */
export type ForeseenPlan = Plan & { readonly forecast: Forecast };

/**
 * Prints what `run` would do with the same arguments: with --format json the value that it executes, and in `forecast` for each
 * model why it is not right as it stands, which as-of dates are to be built, and how its columns change. Writes nothing.
 */
export async function plan(context: AppContext, request: PlanOptions): Promise<CommandResult<ForeseenPlan>> {
  const planned = await planRun(context, request);
  const foreseen = { ...planned, forecast: await forecast(context, planned) };
  return { exitCode: EXIT.done, result: foreseen, text: planText(foreseen) };
}
