import { literal } from '../core/sql/quote.ts';
import type { Session } from '../ports/warehouse.ts';

/** Whether a serving file has all of these tables: one that an earlier version made may lack some. */
export async function servesTables(serving: Session, names: readonly string[]): Promise<boolean> {
  const found = await serving.rows(
    `select table_name from duckdb_tables()
     where database_name = 'serving' and table_name in (${names.map(literal).join(', ')})`,
  );
  return found.length === names.length;
}
