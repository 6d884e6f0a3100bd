import { WINDOW } from '../core/score/band-fold.ts';
import type { CompiledScorecard } from '../core/score/compile-scorecard.ts';
import { noiseMargins } from '../core/score/noise-margins.ts';
import { ABSENT, toTicks, WITHHELD } from '../core/score/ticks.ts';
import type { Session } from '../ports/warehouse.ts';
import type { Reading } from './explain-reading.ts';
import { servesTables } from './serves-tables.ts';

/** Readings of the calendar that a band rests on, beside the one in question. */
const EARLIER = WINDOW - 1;

/** By how many ticks an account has to be clear of a boundary: by its own noise, as far as the serving file keeps its readings. */
export async function ownMargin(
  serving: Session,
  card: CompiledScorecard,
  reading: Reading,
): Promise<number | undefined> {
  if (!(card.card.steadiness.own_noise && (await servesTables(serving, ['calendar_scores']))))
    return undefined;
  const earlier = await serving.rows<{ there: boolean; score: number | null }>(
    `with
     dates as (
       select distinct as_of from calendar_scores where score_name = $1 and as_of < $3::date order by as_of desc limit ${EARLIER}
     )
     select account_id is not null as there, cast(score as double) as score
     from dates
     left join (select * from calendar_scores where score_name = $1 and account_id = $2) using (as_of)
     order by as_of`,
    [reading.score_name, reading.account_id, reading.as_of],
  );
  const ticks = [...earlier, { there: true, score: reading.score }].map(({ there, score }) =>
    Int32Array.of(score === null ? (there ? WITHHELD : ABSENT) : toTicks(score)),
  );
  return noiseMargins(card, ticks)[0];
}
