import { EXIT, type Problem } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { problemText } from './problem-text.ts';
import { answered } from './project-texts.ts';
import { counted } from './words.ts';

export interface ValidateResult {
  readonly problems: readonly Problem[];
  readonly models: number;
  readonly sources: number;
  readonly scorecards: number;
}

/** Every problem of the project in one go, without reading any data. Warnings alone leave the exit code at 0. */
export async function validate(context: AppContext): Promise<CommandResult<ValidateResult>> {
  const result = await answered(context, 'problems', async (files) => {
    // Loaded only here: a project that has not changed has the same problems.
    const { findProblems } = await import('./find-problems.ts');
    return findProblems(context, files);
  });
  const errors = result.problems.filter((p) => p.severity === 'error');
  return { exitCode: errors[0]?.exitCode ?? EXIT.done, result, text: validateText(result, errors.length) };
}

function validateText({ problems, models, sources, scorecards }: ValidateResult, errors: number): string {
  const warnings = problems.length - errors;
  const looked = [
    counted(models, 'model'),
    counted(sources, 'source'),
    counted(scorecards, 'scorecard'),
  ].join(', ');
  const verdict =
    problems.length === 0
      ? `${looked}: no problems`
      : `${looked}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  return problems.length === 0 ? verdict : `${problemText(problems)}\n\n${verdict}`;
}
