import type { Project } from '../../core/config/project.ts';
import type { RowDifference } from '../../core/plan/diff-rows.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import type { ModelTests } from '../../core/plan/read-unit-tests.ts';
import type { UnitTest } from '../../core/plan/unit-test.ts';
import { givenRows } from '../../core/sql/given-rows.ts';
import { qualified } from '../../core/sql/quote.ts';
import { HoldfastError, type Problem, problem } from '../../errors.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { trimmed } from '../transform/bind-models.ts';
import { createWorld, firstLine } from '../transform/world.ts';
import { refuseCell } from './refuse-cell.ts';
import { unitTestDifferences } from './unit-test-differences.ts';

export interface UnitTestResult {
  readonly model: string;
  readonly test: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly passed: boolean;
  /** What was not as expected; empty where the model could not be run at all. */
  readonly differences: readonly RowDifference[];
  readonly problems: readonly Problem[];
}

const ACTUAL = 'delta.actual';

/**
 * Runs unit tests in a world of their own, in which the relations that a model reads hold what its test gives and seeds hold
 * what `build.seeds` does. The model's text is not changed.
 */
export async function runUnitTests(
  warehouse: Warehouse,
  project: Pick<Project, 'macros'>,
  models: readonly ModelTests[],
): Promise<UnitTestResult[]> {
  const { session } = await createWorld(warehouse, 'unit_tests', project.macros);
  try {
    const results: UnitTestResult[] = [];
    for (const { node, tests } of models) {
      for (const test of tests) results.push(await runTest(session, node, test));
    }
    return results;
  } finally {
    session.close();
    await warehouse.run('detach unit_tests');
  }
}

async function runTest(session: Session, node: ModelNode, test: UnitTest): Promise<UnitTestResult> {
  const { file = null, line = null } = test.place;
  const head = { model: node.relation, test: test.name, file, line };
  try {
    await fill(session, node, test);
    await session.run(`create or replace table ${qualified(ACTUAL)} as\n${trimmed(node.model.sql)}`);
    const found = await unitTestDifferences(session, { node, test, actual: ACTUAL });
    const problems = found.length === 0 ? [] : [failed(node, test, told(found))];
    return { ...head, passed: found.length === 0, differences: found, problems };
  } catch (error) {
    const problems = error instanceof HoldfastError ? error.problems : [failed(node, test, firstLine(error))];
    return { ...head, passed: false, differences: [], problems };
  }
}

function failed(node: ModelNode, test: UnitTest, detail: string): Problem {
  return problem('unitTestFailed', { model: node.relation, test: test.name, detail }, test.place);
}

function told(differences: readonly RowDifference[]): string {
  const count = (kind: RowDifference['kind']) => differences.filter((one) => one.kind === kind).length;
  const parts = [
    [count('cell'), 'cell differs', 'cells differ'],
    [count('missing'), 'row is missing', 'rows are missing'],
    [count('extra'), 'row too many', 'rows too many'],
  ] as const;
  return parts
    .filter(([n]) => n > 0)
    .map(([n, one, many]) => `${n} ${n === 1 ? one : many}`)
    .join(', ');
}

async function fill(session: Session, node: ModelNode, test: UnitTest): Promise<void> {
  for (const table of test.inputs) {
    const create = `create or replace table ${qualified(table.relation)} as`;
    try {
      await session.run(`${create} ${givenRows(table.columns, table.rows)}`);
    } catch (error) {
      await refuseCell(session, { node, test, table });
      throw error;
    }
  }
  const given = new Set(test.inputs.map(({ relation }) => relation));
  for (const relation of node.dependsOn) {
    if (!relation.startsWith('seeds.') || given.has(relation)) continue;
    await session.run(
      `create or replace table ${qualified(relation)} as select * from ${qualified(`build.${relation}`)}`,
    );
  }
}
