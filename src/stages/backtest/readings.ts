import type { PublishedReadings } from '../../core/backtest/study-champion.ts';
import type { Session } from '../../ports/warehouse.ts';
import { HEADLINE_HORIZON, type StudiedScore } from './study-score.ts';

/** How the last published version of a score read its decisions; null where none is published. */
export async function readPublishedReadings(
  session: Session,
  score: string,
): Promise<PublishedReadings | null> {
  const rows = await session.rows<{
    decision_id: string;
    horizon_days: number;
    score: number;
    scorecard_version: number;
    scorecard_hash: string;
  }>(
    `select decision_id, horizon_days, cast(score as double) as score, scorecard_version, scorecard_hash
     from build.backtest.published_readings where score_name = $1`,
    [score],
  );
  const [first] = rows;
  if (first === undefined) return null;
  return {
    version: first.scorecard_version,
    hash: first.scorecard_hash,
    horizon: first.horizon_days,
    scores: new Map(rows.map((row) => [row.decision_id, row.score])),
  };
}

/** Replaces what a score read at the headline's horizon on one day: what the next version will be compared with. */
export async function writeReadings(
  session: Session,
  asOf: string,
  { study, data }: StudiedScore,
  ids: readonly string[],
): Promise<void> {
  const { score, version, hash } = study;
  const rows = [...data.decisionRows.keys()];
  const same = <T>(value: T): T[] => rows.map(() => value);
  await session.transaction(async () => {
    await session.run('delete from build.backtest.readings where score_name = $1 and as_of = $2::date', [
      score,
      asOf,
    ]);
    await session.append('build.backtest.readings', [
      { name: 'score_name', type: 'varchar', values: same(score) },
      { name: 'as_of', type: 'date', values: same(asOf) },
      {
        name: 'decision_id',
        type: 'varchar',
        values: rows.map((row) => ids[data.decisionRows[row] ?? -1] ?? ''),
      },
      { name: 'horizon_days', type: 'integer', values: same(HEADLINE_HORIZON) },
      {
        name: 'score',
        type: 'decimal(9,4)',
        values: rows.map((row) => Math.round((data.scores[row] ?? 0) * 10_000)),
      },
      { name: 'scorecard_version', type: 'integer', values: same(version) },
      { name: 'scorecard_hash', type: 'varchar', values: same(hash) },
    ]);
  });
}
