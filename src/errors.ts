/**
 * Every way Holdfast can refuse, in one place.
 *
 * A problem is raised by its name with its parameters; the sentence is rendered later, so tests compare
 * names and not prose. `HoldfastError` carries all the problems found, never only the first.
 */
import { catalogue } from './error-catalogue.ts';

/** sysexits-style codes an orchestrator can act on; see docs/exit-codes.md for which to retry. */
export const EXIT = {
  done: 0,
  failed: 1,
  defect: 2,
  usage: 64,
  badData: 65,
  notThereYet: 66,
  unavailable: 69,
  locked: 75,
  badConfig: 78,
  nothingNew: 99,
  timedOut: 124,
  interrupted: 130,
  terminated: 143,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

type Catalogue = typeof catalogue;
export type ProblemName = keyof Catalogue;
export type ProblemParams<N extends ProblemName> = Parameters<Catalogue[N]['message']>[0];

/** Where in the project (or in an export) the trouble lies; line and column count from 1. */
export interface Place {
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export interface Problem extends Place {
  readonly name: ProblemName;
  /** Stable code for searching, such as HF204. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
  readonly exitCode: ExitCode;
}

/** Builds one problem of the catalogue. `hint` overrides the catalogue's own remedy. */
export function problem<N extends ProblemName>(
  name: N,
  params: ProblemParams<N>,
  where: Place & { hint?: string | undefined; severity?: 'error' | 'warning' } = {},
): Problem {
  const entry = catalogue[name];
  // The catalogue is heterogeneous: each message takes its own params, which the signature above has checked.
  const message = (entry.message as (p: ProblemParams<N>) => string)(params);
  return {
    name,
    code: entry.code,
    severity: where.severity ?? 'error',
    message,
    hint: where.hint ?? ('hint' in entry ? entry.hint : undefined),
    exitCode: entry.exit,
    file: where.file,
    line: where.line,
    column: where.column,
  };
}

/** The one error class. Its exit code is that of its first error. */
export class HoldfastError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], options?: { cause?: unknown }) {
    super(problems.map((p) => `${p.code} ${p.message}`).join('\n'), options);
    this.name = 'HoldfastError';
    this.problems = problems;
  }

  get exitCode(): ExitCode {
    return (this.problems.find((p) => p.severity === 'error') ?? this.problems[0])?.exitCode ?? EXIT.defect;
  }
}

/** Raises one problem of the catalogue. */
export function fail<N extends ProblemName>(
  name: N,
  params: ProblemParams<N>,
  where: Place & { hint?: string | undefined; cause?: unknown } = {},
): never {
  throw new HoldfastError([problem(name, params, where)], { cause: where.cause });
}

/** Sorts behind every file: what stands nowhere is mostly a consequence of what stands somewhere. */
const NOWHERE = '\u{10ffff}';

/** Errors first in the order file, line, column, code: the same report whatever order the finders ran in. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      (a.file ?? NOWHERE).localeCompare(b.file ?? NOWHERE, 'en') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      a.code.localeCompare(b.code, 'en') ||
      a.message.localeCompare(b.message, 'en'),
  );
}
