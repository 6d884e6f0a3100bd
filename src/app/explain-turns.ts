import { turningPoint } from '../core/score/turning-point.ts';
import type { Session } from '../ports/warehouse.ts';
import type { Reading } from './explain-reading.ts';
import { servesTables } from './serves-tables.ts';

/** A dimension that went from one level to another. */
export interface Turn {
  readonly dimension: string;
  /** The first reading on the new level. */
  readonly on: string;
  /** Mean score of the dimension before, and from then on. */
  readonly before: number;
  readonly after: number;
}

const TABLES = ['calendar_scores', 'calendar_score_dimensions', 'score_dimensions'];

/** A change of level is told from this share of the scale on. */
const LEAST_SHARE = 0.05;

/**
 * The day on which each dimension of an account turned, if it did, among the calendar's readings; the largest turn first. None
 * for a reading that an earlier scorecard made: the calendar is by the latest.
 *
 * @param from readings from this day on; all that are kept without it
 * @param range points from one end of the scale to the other
 */
export async function turnsOf(
  serving: Session,
  reading: Reading,
  { from, range }: { readonly from: string | undefined; readonly range: number },
): Promise<Turn[]> {
  if (!(await servesTables(serving, TABLES))) return [];
  const rows = await serving.rows<{ dimension: string; as_of: string; score: number | null }>(
    `select dimension, cast(as_of as varchar) as as_of, cast(dimension_score as double) as score from (
       select * from calendar_score_dimensions where as_of < $3::date
       union all by name
       select * from score_dimensions where as_of = $3::date)
     where score_name = $1 and account_id = $2 and as_of >= $4::date
       and $5 in (select scorecard_hash from calendar_scores where score_name = $1)
     order by dimension, as_of`,
    [reading.score_name, reading.account_id, reading.as_of, from ?? '0001-01-01', reading.scorecard_hash],
  );
  const dimensions = [...new Set(rows.map(({ dimension }) => dimension))];
  return dimensions
    .flatMap((dimension) =>
      turnOf(
        rows.filter((row) => row.dimension === dimension),
        range,
      ),
    )
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
}

function turnOf(
  rows: readonly { dimension: string; as_of: string; score: number | null }[],
  range: number,
): Turn[] {
  const found = turningPoint(
    rows.map(({ score }) => score ?? Number.NaN),
    LEAST_SHARE * range,
  );
  const at = rows[found?.at ?? -1];
  if (found === null || at === undefined) return [];
  return [{ dimension: at.dimension, on: at.as_of, before: found.before, after: found.after }];
}
