import type { Scorecard } from '../core/config/scorecard-schema.ts';
import type { Session } from '../ports/warehouse.ts';
import type { ScoreDay } from './score-day.ts';
import { servesTables } from './serves-tables.ts';

/** The scorecard that a published day was scored by; null where the serving file did not keep it. */
export async function publishedCard(
  serving: Session,
  { score_name, as_of }: ScoreDay,
): Promise<Scorecard | null> {
  if (!(await servesTables(serving, ['scorecards']))) return null;
  const [row] = await serving.rows<{ scorecard: string }>(
    'select scorecard from scorecards where score_name = $1 and as_of = $2::date',
    [score_name, as_of],
  );
  return row === undefined ? null : (JSON.parse(row.scorecard) as Scorecard);
}
