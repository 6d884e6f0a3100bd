/** The public API: the use cases of the command line for programs, and the values they take and give. */
export type { AppContext, CommandResult } from './app/context.ts';
export type { RunReport } from './app/execute-plan.ts';
export { explain } from './app/explain.ts';
export { planRun, type RunOptions, runPipeline } from './app/run.ts';
export { summary } from './app/summary.ts';
export { type ValidateResult, validate } from './app/validate.ts';
export type { Plan } from './core/plan/make-plan.ts';
export { defineModel, sql, type TypedModel } from './core/sql/define-model.ts';
export { EXIT, type ExitCode, HoldfastError, type Problem } from './errors.ts';
export type { Clock } from './ports/clock.ts';
export type { Events, RunEvent } from './ports/events.ts';
