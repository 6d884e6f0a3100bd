import type { Session } from '../../ports/warehouse.ts';
import type { FeatureSlot } from './feature-slots.ts';
import { refuseNotBuilt } from './refuse-not-built.ts';

/**
 * A scorecard may read a column that its model has by now, while the build file holds the model of before: no run has followed
 * the change, or one of other nodes.
 * @throws HoldfastError notBuilt, once for all such columns.
 */
export async function requireBuiltColumns(
  session: Session,
  score: string,
  slots: readonly FeatureSlot[],
): Promise<void> {
  const rows = await session.rows<{ feature: string }>(
    `select table_name || '.' || column_name as feature from duckdb_columns()
     where database_name = 'build' and schema_name = 'features'`,
  );
  const built = new Set(rows.map(({ feature }) => feature));
  const wanted = [...new Set(slots.map(({ feature }) => feature))].sort();
  const missing = wanted.filter((feature) => !built.has(feature)).map((feature) => `features.${feature}`);
  if (missing.length > 0) refuseNotBuilt(score, missing, []);
}
