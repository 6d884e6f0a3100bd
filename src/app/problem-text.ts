import { type Problem, sortProblems } from '../errors.ts';

/**
 * Problems as an editor and a person read them, one after the other, sorted by place:
 * `models/features/active_days.sql:12:10  HF204  unknown relation "staging.x"` and, below it, `  hint: …`.
 */
export function problemText(problems: readonly Problem[]): string {
  return sortProblems(problems).map(problemLines).join('\n');
}

/** One problem in one or two lines. */
export function problemLines(problem: Problem): string {
  const severity = problem.severity === 'warning' ? 'warning: ' : '';
  const line = [place(problem), problem.code, `${severity}${problem.message}`].filter((part) => part !== '');
  return line.join('  ') + (problem.hint === undefined ? '' : `\n  hint: ${problem.hint}`);
}

function place({ file, line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
