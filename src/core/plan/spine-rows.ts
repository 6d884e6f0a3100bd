import { SPINE } from './project-graph.ts';
import type { UnitTestRow, UnitTestTable } from './unit-test.ts';

/**
 * The spine of a unit test that gives none: every account and day of the features that it gives; without such, every account
 * that it names anywhere, as of the test's own day.
 */
export function spineRows(given: readonly UnitTestTable[], asOf: string): UnitTestRow['cells'][] {
  const features = given.filter(({ relation }) => relation.startsWith('features.'));
  const rows = (features.some(({ rows: some }) => some.length > 0) ? features : given)
    .filter(({ relation }) => relation !== SPINE)
    .flatMap((table) => table.rows.map(({ cells }) => pair(cells, table.relation, asOf)))
    .filter((row) => row['account_id'] !== null && row['account_id'] !== undefined);
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function pair(cells: UnitTestRow['cells'], relation: string, asOf: string): UnitTestRow['cells'] {
  const day = relation.startsWith('features.') ? (cells['as_of'] ?? asOf) : asOf;
  return { account_id: cells['account_id'] ?? null, as_of: day };
}
