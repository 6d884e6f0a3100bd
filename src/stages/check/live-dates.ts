import { SPINE } from '../../core/plan/project-graph.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { Warehouse } from '../../ports/warehouse.ts';
import { builtRelations } from '../transform/world.ts';

/** As-of dates for which the build file knows live accounts, in order. */
export async function liveDates(warehouse: Warehouse): Promise<string[]> {
  if (!(await builtRelations(warehouse)).has(SPINE)) return [];
  const rows = await warehouse.rows<{ day: string }>(
    `select distinct cast(as_of as varchar) as day from ${qualified(`build.${SPINE}`)} order by day`,
  );
  return rows.map(({ day }) => day);
}
