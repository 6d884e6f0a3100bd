import { BAND_REASONS } from '../../core/score/fold-bands.ts';
import { CONFIDENCE } from '../../core/score/scored-accounts.ts';
import { literal } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import { explanationQueries } from './explanation-queries.ts';
import { storeParameters } from './parameters.ts';
import { scratchTable } from './score-scratch.ts';
import { named, points, word } from './score-sql.ts';
import type { ScoreWork } from './score-work.ts';
import { dimensionColumns } from './scored-rows.ts';

/** Moves what was scored into the build file, with the record of what it was made from, in one transaction. */
export async function commitScores(session: Session, work: ScoreWork): Promise<void> {
  await session.transaction(async () => {
    await moveScores(session, work);
    await moveReasons(session, work);
    await moveLines(session, work);
    await assertPointsAddUp(session, work);
    await storeParameters(session, work.set, work.dates, work.parameters);
    await remember(session, work);
  });
}

async function moveScores(session: Session, { set, dates }: ScoreWork): Promise<void> {
  const { name, version } = set.card;
  const band = (column: string) => `coalesce(${word(set.bandNames, column)}, 'unknown')`;
  const own = dimensionColumns(set.dimensionNames.length).map((column) => points(`scored.${column}`));
  const gone = inDates('as_of', [...dates.rescore, ...dates.drop]);
  await session.run(`delete from build.scores.scores where score_name = ${literal(name)} and ${gone}`);
  await session.run(`insert into build.scores.scores
    select accounts.account_id, days.as_of, ${literal(name)}, ${points('scored.score')},
      ${band('scored.band')}, ${band('scored.raw_band')}, ${word(BAND_REASONS, 'scored.band_reason')},
      case when scored.previous_band >= 0 then ${band('scored.previous_band')} end,
      scored.coverage, ${word(CONFIDENCE, 'scored.confidence')}, ${points('scored.low')}, ${points('scored.high')},
      reasons.reason_1, reasons.reason_2, reasons.reason_3, ${version}, ${literal(set.hash)}, [${own.join(', ')}]
    from ${scratchTable('rows')} as scored ${named('scored')}
    left join ${scratchTable('reasons')} as reasons
      on reasons.account_no = scored.account_no and reasons.day_no = scored.day_no`);
}

/** Reasons stand where the explanation does, and nowhere else: here those of dates whose scores stay as they are. */
async function moveReasons(session: Session, { set, dates }: ScoreWork): Promise<void> {
  const score = `score_name = ${literal(set.card.name)}`;
  if (dates.unexplain.length > 0)
    await session.run(`update build.scores.scores set reason_1 = null, reason_2 = null, reason_3 = null
      where ${score} and ${inDates('as_of', dates.unexplain)}`);
  if (dates.explain.length === 0) return;
  await session.run(`update build.scores.scores as scores
    set reason_1 = found.reason_1, reason_2 = found.reason_2, reason_3 = found.reason_3
    from (select accounts.account_id, days.as_of, reasons.reason_1, reasons.reason_2, reasons.reason_3
      from ${scratchTable('reasons')} as reasons ${named('reasons')} where ${inDates('as_of', dates.explain)}) as found
    where scores.${score} and scores.account_id = found.account_id and scores.as_of = found.as_of`);
}

async function moveLines(session: Session, work: ScoreWork): Promise<void> {
  const { set, dates } = work;
  const score = literal(set.card.name);
  const gone = [...dates.rescore, ...dates.drop, ...dates.unexplain];
  await session.run(
    `delete from build.scores.score_measures where score_name = ${score} and ${inDates('as_of', gone)}`,
  );
  for (const query of explanationQueries(work)) {
    await session.run(`insert into build.scores.score_measures ${query}`);
  }
}

/** The promise of the explanation: its points add up to the score exactly, for every account of the dates just written. */
async function assertPointsAddUp(session: Session, { set }: ScoreWork): Promise<void> {
  const of = `score_name = ${literal(set.card.name)}
    and as_of in (select as_of from ${scratchTable('days')} where day_no in (select day_no from ${scratchTable('reasons')}))`;
  const wrong = await session.rows<{ account_id: string; as_of: string }>(`
    with sums as (
      select account_id, as_of, sum(points) as points from build.scores.score_measures where ${of} group by account_id, as_of
    ), scores as (
      select account_id, as_of, score from build.scores.scores where ${of}
    )
    select scores.account_id, cast(scores.as_of as varchar) as as_of
    from scores left join sums on sums.account_id = scores.account_id and sums.as_of = scores.as_of
    where sums.points is distinct from scores.score or sums.account_id is null
    order by all limit 1`);
  const [first] = wrong;
  if (!first) return;
  const detail = `the points of ${first.account_id} as of ${first.as_of} do not add up to its ${set.card.name} score`;
  fail('defect', { detail });
}

async function remember(session: Session, { set, dates, sequences }: ScoreWork): Promise<void> {
  const score = literal(set.card.name);
  const gone = inDates('as_of', [...dates.rescore, ...dates.drop]);
  await session.run(`delete from build.meta.score_state where score_name = ${score} and ${gone}`);
  const rows = dates.rescore.map(
    (date) =>
      `(${score}, date ${literal(date)}, ${literal(set.hash)}, ${sequences.get(date) ?? 0}, ${dates.isReading(date)}, false)`,
  );
  if (rows.length > 0) await session.run(`insert into build.meta.score_state values ${rows.join(', ')}`);
  await session.run(`update build.meta.score_state set is_explained = ${inDates('as_of', [...dates.explained])}
    where score_name = ${score}`);
}
