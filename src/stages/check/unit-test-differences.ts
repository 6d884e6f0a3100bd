import { diffRows, type RowDifference, type TextRow } from '../../core/plan/diff-rows.ts';
import type { ModelNode } from '../../core/plan/project-graph.ts';
import type { UnitTest, UnitTestRow } from '../../core/plan/unit-test.ts';
import { asText, givenRows } from '../../core/sql/given-rows.ts';
import { qualified } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { type Given, refuseCell } from './refuse-cell.ts';

const INEXACT = /^(double|float|real)/i;

interface Ran {
  readonly node: ModelNode;
  readonly test: UnitTest;
  /** Relation with the rows that the model gave. */
  readonly actual: string;
}

/**
 * What a model gave that its test does not expect, and the other way round.
 * @throws HoldfastError unitTestFailed for a column that the model does not give at all, unitTestInvalid
 */
export async function unitTestDifferences(
  session: Session,
  { node, test, actual: relation }: Ran,
): Promise<RowDifference[]> {
  const described = await session.rows<{ column_name: string; column_type: string }>(
    `describe ${qualified(relation)}`,
  );
  const columns = described.map(({ column_name, column_type }) => ({ name: column_name, type: column_type }));
  const names = columns.map(({ name }) => name);
  refuseAbsent(node, test, names);
  const actual = await session.rows<TextRow>(
    `${asText(`select * from ${qualified(relation)}`, names)} order by all`,
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

/** A null that is expected of a column which is not there would be found. */
function refuseAbsent(node: ModelNode, test: UnitTest, columns: readonly string[]): void {
  const expected = new Set(test.expected.rows.flatMap(({ cells }) => Object.keys(cells)));
  const absent = [...expected].filter((column) => !columns.includes(column));
  if (absent.length === 0) return;
  const detail = `the SQL gives no column ${absent.join(', ')}`;
  fail('unitTestFailed', { model: node.relation, test: test.name, detail }, test.place);
}

/** Only what the row names. */
function named(texts: TextRow, cells: UnitTestRow['cells']): TextRow {
  return Object.fromEntries(Object.keys(cells).map((column) => [column, texts[column] ?? null]));
}
