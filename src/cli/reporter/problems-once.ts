import { type Problem, sortProblems } from '../../errors.ts';
import type { Reporter } from './reporter.ts';

export interface ProblemReporter extends Reporter {
  /** What a command ended with. Problems that were told on the way are counted then, where other lines have come after them. */
  end(problems: readonly Problem[]): void;
  /** Everything that was told, on the way and at the end, sorted. */
  told(): readonly Problem[];
}

/** A use case may tell a problem as it is met and then fail with it: it is told once. */
export function problemsOnce(inner: Reporter): ProblemReporter {
  const told = new Map<string, Problem>();
  let buried = false;
  const emit: Reporter['emit'] = (event) => {
    if (event.kind === 'problem') {
      const key = JSON.stringify(event.problem);
      if (told.has(key)) return;
      told.set(key, event.problem);
    } else if (told.size > 0) buried = true;
    inner.emit(event);
  };
  return {
    emit,
    close: () => inner.close(),
    told: () => sortProblems([...told.values()]),
    end: (problems) => {
      const errors = problems.filter(({ severity }) => severity === 'error');
      const early = errors.filter((one) => told.has(JSON.stringify(one))).length;
      for (const problem of problems) emit({ kind: 'problem', problem });
      if (early > 0 && buried) inner.emit({ kind: 'note', message: failureLine([...told.values()]) });
    },
  };
}

function failureLine(problems: readonly Problem[]): string {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const warnings = problems.length - errors;
  const and = warnings === 0 ? '' : ` and ${count(warnings, 'warning')}`;
  return `failed: ${count(errors, 'error')}${and}, told above`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
