import { kindOfType } from '../../core/config/known-features.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { FeatureSlot } from './feature-slots.ts';
import { refuseNotBuilt } from './refuse-not-built.ts';

/**
 * A scorecard may read a column that its model has by now, while the build file holds the model of before: no run has followed
 * the change, or one of other nodes. The same of a column that is to be read as a number and stands there as text or as a date.
 * @throws HoldfastError notBuilt, once for all such columns.
 */
export async function requireBuiltColumns(
  session: Session,
  score: string,
  slots: readonly FeatureSlot[],
): Promise<void> {
  const rows = await session.rows<{ feature: string; type: string }>(
    `select table_name || '.' || column_name as feature, data_type as type from duckdb_columns()
     where database_name = 'build' and schema_name = 'features'`,
  );
  const built = new Map(rows.map(({ feature, type }) => [feature, kindOfType(type)]));
  const isThere = ({ feature, reads }: FeatureSlot): boolean => {
    const kind = built.get(feature);
    return reads === 'number' ? kind === 'number' || kind === 'boolean' : kind !== undefined;
  };
  const wanted = slots.filter((slot) => !isThere(slot)).map(({ feature }) => `features.${feature}`);
  const missing = [...new Set(wanted)].sort();
  if (missing.length > 0) refuseNotBuilt(score, missing, []);
}
