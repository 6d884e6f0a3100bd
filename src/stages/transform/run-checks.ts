import type { ModelDefinition } from '../../core/config/project.ts';
import type { CheckNode } from '../../core/plan/project-graph.ts';
import { badRows, type CheckSpec, checkSpecs, countBadRows, sampleOf } from '../../core/sql/check-queries.ts';
import { type Problem, problem } from '../../errors.ts';
import type { Session, SqlRow } from '../../ports/warehouse.ts';
import { trimmed } from './bind-models.ts';

/** What one check found; kept in the run record and shown with the problem's count and five keys. */
export interface CheckResult {
  readonly subject: string;
  readonly check: string;
  readonly severity: 'error' | 'warn';
  readonly badRows: number;
  readonly sample: readonly string[];
}

/** Runs the checks of a model's yml on `relation`: the rows that were just built. Row checks share one scan. */
export async function checkModel(
  session: Session,
  model: ModelDefinition,
  relation: string,
): Promise<CheckResult[]> {
  const specs = checkSpecs(model, relation);
  const rowChecks = specs.filter((spec) => spec.kind === 'row');
  const [counts] =
    rowChecks.length === 0
      ? []
      : await session.rows<Record<string, number>>(countBadRows(relation, rowChecks));
  const results: CheckResult[] = [];
  for (const spec of specs) {
    const index = spec.kind === 'row' ? rowChecks.indexOf(spec) : -1;
    const passed = spec.kind === 'row' && (counts?.[`c${index}`] ?? 0) === 0;
    results.push(
      passed
        ? result(model.relation, spec, [])
        : result(model.relation, spec, await findBad(session, model, relation, spec)),
    );
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

function result(
  subject: string,
  spec: { name: string; severity: 'error' | 'warn' },
  bad: readonly SqlRow[],
): CheckResult {
  const count = Number(bad[0]?.['bad_rows'] ?? 0);
  return { subject, check: spec.name, severity: spec.severity, badRows: count, sample: bad.map(keyText) };
}

function keyText(row: SqlRow): string {
  const entries = Object.entries(row).filter(([name]) => name !== 'bad_rows');
  return entries.map(([name, value]) => `${name}=${String(value)}`).join(' ');
}

/** Runs a query of sql/checks: it returns the bad rows. */
export async function runCustomCheck(session: Session, { check }: CheckNode): Promise<CheckResult> {
  const bad = await session.rows(sampleOf(trimmed(check.sql)));
  const found = result(check.file, { name: check.name, severity: check.config.severity }, bad);
  return found.badRows <= check.config.tolerate ? { ...found, badRows: 0, sample: [] } : found;
}

/** The problems of checks that found bad rows. */
export function checkProblems(results: readonly CheckResult[], file?: string): Problem[] {
  return results
    .filter((found) => found.badRows > 0)
    .map(({ subject, check, severity, badRows: rows, sample }) =>
      problem(
        'checkFailed',
        { subject, check, rows, sample: sample[0] ?? '' },
        { file, severity: severity === 'warn' ? 'warning' : 'error' },
      ),
    );
}
