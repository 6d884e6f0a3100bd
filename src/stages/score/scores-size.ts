import { literal } from '../../core/sql/quote.ts';
import { type RelationSize, relationSize } from '../../core/sql/relation-size.ts';
import type { Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';

/** What the scores of some dates take in build.scores.scores; nothing is read where there are no dates. */
export async function scoresSize(
  session: Session,
  score: string,
  dates: readonly string[],
): Promise<RelationSize> {
  if (dates.length === 0) return { rows: 0, bytes: 0 };
  const columns = await session.rows<{ name: string; type: string }>(
    `select column_name as name, data_type as type from duckdb_columns()
    where database_name = 'build' and schema_name = 'scores' and table_name = 'scores' order by column_index`,
  );
  const where = `score_name = ${literal(score)} and ${inDates('as_of', dates)}`;
  const [size] = await session.rows<RelationSize>(relationSize('build.scores.scores', columns, where));
  return size ?? { rows: 0, bytes: 0 };
}
