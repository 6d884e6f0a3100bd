import type { Project } from '../../core/config/project.ts';
import { diffRows, type RowDifference, type TextRow } from '../../core/plan/diff-rows.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import type { ModelTests } from '../../core/plan/read-unit-tests.ts';
import type { UnitTest, UnitTestRow, UnitTestTable } from '../../core/plan/unit-test.ts';
import { asText, givenCell, givenRows } from '../../core/sql/given-rows.ts';
import { qualified } from '../../core/sql/quote.ts';
import { fail, HoldfastError, type Problem, problem } from '../../errors.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { trimmed } from '../transform/bind-models.ts';
import { createWorld, firstLine } from '../transform/world.ts';

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
const INEXACT = /^(double|float|real)/i;

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
    const differences = await compare(session, node, test);
    const problems = differences.length === 0 ? [] : [failed(node, test, told(differences))];
    return { ...head, passed: differences.length === 0, differences, problems };
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

interface Given {
  readonly node: ModelNode;
  readonly test: UnitTest;
  readonly table: UnitTestTable;
}

/** Finds the cell that does not fit its column's type. */
async function refuseCell(session: Session, { node, test, table }: Given): Promise<void> {
  for (const { cells, place } of table.rows) {
    for (const { name, type } of table.columns) {
      const cast = session.run(`select ${givenCell(cells[name], type)}`);
      await cast.catch((error: unknown) => {
        const detail = `${table.relation}.${name}: ${firstLine(error)}`;
        fail(
          'unitTestInvalid',
          { model: node.relation, test: test.name, detail },
          { ...place, cause: error },
        );
      });
    }
  }
}

async function compare(session: Session, node: ModelNode, test: UnitTest): Promise<RowDifference[]> {
  const described = await session.rows<{ column_name: string; column_type: string }>(
    `describe ${qualified(ACTUAL)}`,
  );
  const columns = described.map(({ column_name, column_type }) => ({ name: column_name, type: column_type }));
  const names = columns.map(({ name }) => name);
  const actual = await session.rows<TextRow>(
    `${asText(`select * from ${qualified(ACTUAL)}`, names)} order by all`,
  );
  const table = { ...test.expected, columns };
  const texts = await expectedTexts(session, { node, test, table });
  const expected = test.expected.rows.map(({ cells }, i) => named(texts[i] ?? {}, cells));
  const inexact = new Set(columns.filter(({ type }) => INEXACT.test(type)).map(({ name }) => name));
  return diffRows({ grain: test.grain, inexact, expected, actual });
}

/** The expected rows as the model's own types would show them, in their order. */
async function expectedTexts(session: Session, given: Given): Promise<readonly TextRow[]> {
  const { columns, rows } = given.table;
  const query = asText(
    givenRows(columns, rows),
    columns.map(({ name }) => name),
  );
  try {
    return await session.rows<TextRow>(query);
  } catch (error) {
    await refuseCell(session, given);
    throw error;
  }
}

/** Only what the row names; a column that the model has lost is expected in vain. */
function named(texts: TextRow, cells: UnitTestRow['cells']): TextRow {
  return Object.fromEntries(Object.keys(cells).map((column) => [column, texts[column] ?? null]));
}
