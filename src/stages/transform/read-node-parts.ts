import { compiled, meta } from '../../core/sql/meta-queries.ts';
import type { Session } from '../../ports/warehouse.ts';

/**
 * By node: the SHA-256 of everything but data that it was made of when it was last built, by name. Empty where nothing was built
 * yet, or by a version that did not note it.
 */
export async function readNodeParts(
  session: Session,
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const [table] = await session.rows(
    `select 1 from duckdb_tables() where database_name = 'build' and schema_name = 'meta' and table_name = 'node_state'`,
  );
  if (!table) return new Map();
  const { sql, params } = compiled(meta.selectFrom('node_state').selectAll());
  const rows = await session.rows<{ node: string; parts: string }>(sql, params);
  return new Map(rows.map(({ node, parts }) => [node, JSON.parse(parts) as Record<string, string>]));
}
