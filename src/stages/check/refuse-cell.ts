import type { ModelNode } from '../../core/plan/project-graph.ts';
import type { UnitTest, UnitTestTable } from '../../core/plan/unit-test.ts';
import { givenCell } from '../../core/sql/given-rows.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { firstLine } from '../transform/world.ts';

export interface Given {
  readonly node: ModelNode;
  readonly test: UnitTest;
  readonly table: UnitTestTable;
}

/** Finds the cell that does not fit its column's type, if that is what was wrong. @throws HoldfastError unitTestInvalid */
export async function refuseCell(session: Session, { node, test, table }: Given): Promise<void> {
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
