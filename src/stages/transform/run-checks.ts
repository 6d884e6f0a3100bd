import type { CheckDefinition, ModelDefinition } from '../../core/config/project.ts';
import {
  badRows,
  type CheckSpec,
  checkSpecs,
  countBadRows,
  countRows,
  sampleOf,
} from '../../core/sql/check-queries.ts';
import { type Problem, problem } from '../../errors.ts';
import type { Session, SqlRow } from '../../ports/warehouse.ts';
import { trimmed } from './bind-models.ts';

/** What one check found; kept in the run's result and told with its count and a row's key. */
export interface CheckResult {
  readonly subject: string;
  readonly check: string;
  /** What a custom check looks for, as its yml says. */
  readonly description: string | null;
  readonly severity: 'error' | 'warn';
  readonly badRows: number;
  /** Rows among which the bad ones were found; null where counting them would cost a scan of its own. */
  readonly rows: number | null;
  /** How many bad rows are still fine. */
  readonly tolerated: number;
  /** Five of the bad rows at most, by their keys. */
  readonly sample: readonly string[];
}

/** Which checks of a model are run, and how its keys are looked at. */
export interface CheckChoice {
  /** Those of the checks for which it says so; all without it. */
  readonly wanted?: (spec: CheckSpec) => boolean;
  /** Whether a key has been seen to come once, more cheaply than by comparing all rows at once. */
  readonly comesOnce?: (key: readonly string[]) => Promise<boolean>;
}

/** Runs the checks of a model's yml on `relation`: the rows that were just built. Row checks share one scan. */
export async function checkModel(
  session: Session,
  model: ModelDefinition,
  relation: string,
  { wanted = () => true, comesOnce }: CheckChoice = {},
): Promise<CheckResult[]> {
  const specs = checkSpecs(model, relation).filter(wanted);
  const rowChecks = specs.filter((spec) => spec.kind === 'row');
  const [counts] =
    rowChecks.length === 0
      ? []
      : await session.rows<Record<string, number>>(countBadRows(relation, rowChecks));
  const results: CheckResult[] = [];
  for (const spec of specs) {
    const index = spec.kind === 'row' ? rowChecks.indexOf(spec) : -1;
    const passed =
      spec.kind === 'row'
        ? (counts?.[`c${index}`] ?? 0) === 0
        : spec.key !== undefined && (await comesOnce?.(spec.key)) === true;
    const bad = passed ? [] : await findBad(session, model, relation, spec);
    const rows = spec.kind === 'row' ? (counts?.['total'] ?? null) : null;
    const { name: check, severity } = spec;
    const subject = model.relation;
    results.push({ subject, check, description: null, severity, rows, tolerated: 0, ...countOf(bad) });
  }
  return results;
}

async function findBad(
  session: Session,
  model: ModelDefinition,
  relation: string,
  spec: CheckSpec,
): Promise<readonly SqlRow[]> {
  const sql = spec.kind === 'query' ? spec.sql : badRows(relation, model.config.grain ?? [], spec.bad);
  return session.rows(sampleOf(sql));
}

function countOf(bad: readonly SqlRow[]): Pick<CheckResult, 'badRows' | 'sample'> {
  return { badRows: Number(bad[0]?.['bad_rows'] ?? 0), sample: bad.map(keyText) };
}

function keyText(row: SqlRow): string {
  const entries = Object.entries(row).filter(([name]) => name !== 'bad_rows');
  return entries.map(([name, value]) => `${name}=${String(value)}`).join(' ');
}

/** Runs a query of sql/checks: it returns the bad rows. */
export async function runCustomCheck(session: Session, check: CheckDefinition): Promise<CheckResult> {
  const { tolerate, severity, description } = check.config;
  const bad = countOf(await session.rows(sampleOf(trimmed(check.sql))));
  const rows = typeof tolerate === 'number' ? null : await total(session, tolerate.of);
  return {
    subject: check.file,
    check: check.name,
    description,
    severity,
    rows,
    tolerated: typeof tolerate === 'number' ? tolerate : wholeRows(tolerate.share, rows ?? 0),
    ...bad,
  };
}

async function total(session: Session, relation: string): Promise<number> {
  const [row] = await session.rows<{ rows: number }>(countRows(relation));
  return row?.rows ?? 0;
}

/** 29 % of 100 rows are 29 rows, though 0.29 * 100 falls short of it. */
function wholeRows(share: number, rows: number): number {
  return Math.floor(share * rows + 1e-6);
}

/** Whether a check found more bad rows than are fine. */
export function isBad({ badRows: bad, tolerated }: CheckResult): boolean {
  return bad > tolerated;
}

/** The problems of checks that found more bad rows than are fine. */
export function checkProblems(results: readonly CheckResult[], file?: string): Problem[] {
  return results
    .filter(isBad)
    .map(({ subject, check, description, severity, badRows: bad, rows: of, tolerated, sample }) =>
      problem(
        'checkFailed',
        {
          what: description === null ? `${subject}: ${check}` : firstSentence(description),
          bad,
          of,
          tolerated,
          sample: sample[0] ?? '',
        },
        { file, severity: severity === 'warn' ? 'warning' : 'error' },
      ),
    );
}

function firstSentence(text: string): string {
  const [first = ''] = text.trim().split(/\.(?=\s+[A-Z]|\s*$)/);
  return first.replaceAll(/\s+/g, ' ');
}
