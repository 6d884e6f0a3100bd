import type { Decisions } from '../../core/backtest/decisions.ts';
import type { PickedReadings } from '../../core/backtest/pick-readings.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { UNKNOWN_BAND } from '../../core/score/scored-accounts.ts';
import { WITHHELD } from '../../core/score/ticks.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { type FeatureSlot, featureQuery } from '../score/feature-slots.ts';
import { type PairFeatures, readFeatures, sliceFeatures } from '../score/read-features.ts';
import type { StudyFrame } from './join-readings.ts';

const KEYS = ['row_no', 'is_live', 'is_scored', 'ticks', 'band_no'] as const;

/**
 * What stands in the build file for the readings that were picked, at each of some horizons: whether the account was live, its
 * score, its band and the features behind it. Keys: `row_no` of the decision; `is_live`; `is_scored`; `ticks`, WITHHELD
 * without a score; `band_no`, an index into the set's bands or UNKNOWN_BAND. All horizons are read by one query: each looks
 * through the same features, which is most of its work.
 */
export async function readReadings<P extends PickedReadings>(
  session: Session,
  { set: { card, slots: ofCard, bandNames }, decisions, stage }: StudyFrame,
  picked: readonly P[],
): Promise<readonly { readonly picked: P; readonly found: PairFeatures }[]> {
  const slots = [...ofCard, ...stageSlots(stage)];
  const wanted = await fillPairs(session, decisions, picked);
  const bands = `[${bandNames.map(literal).join(', ')}]`;
  const pairs = `select pairs.place, pairs.row_no, pairs.account_id, pairs.as_of,
      cast(spine.account_id is not null as integer) as is_live, cast(scores.account_id is not null as integer) as is_scored,
      coalesce(cast(scores.score * 10000 as integer), ${WITHHELD}) as ticks,
      coalesce(list_position(${bands}, scores.band) - 1, ${UNKNOWN_BAND}) as band_no
    from delta.backtest_pairs as pairs
    left join ${qualified(`build.${SPINE}`)} as spine
      on spine.account_id = pairs.account_id and spine.as_of = pairs.as_of
    left join (select * from build.scores.scores where score_name = ${literal(card.name)}) as scores
      on scores.account_id = pairs.account_id and scores.as_of = pairs.as_of`;
  const dates = [...new Set(wanted)].sort();
  const query = `${featureQuery(slots, pairs, { keys: KEYS, dates })} order by pairs.place`;
  const found = await readFeatures(session, query, { rows: wanted.length, keys: KEYS, slots });
  let end = 0;
  return picked.map((each) => {
    const start = end;
    end += each.asOf.filter((day) => day !== null).length;
    return { picked: each, found: sliceFeatures(found, start, end) };
  });
}

/** The lifecycle stage is read like a feature. */
function stageSlots(stage: string | null): FeatureSlot[] {
  if (stage === null) return [];
  const [model = '', column = ''] = stage.split('.');
  return [{ feature: stage, model, column, reads: 'text', alias: 'lifecycle_stage' }];
}

async function fillPairs(
  session: Session,
  decisions: Decisions,
  picked: readonly PickedReadings[],
): Promise<readonly string[]> {
  const rows = picked.flatMap((of) => of.asOf.flatMap((asOf, row) => (asOf === null ? [] : [{ asOf, row }])));
  await session.run(
    'create or replace table delta.backtest_pairs (place integer, row_no integer, account_id varchar, as_of date)',
  );
  const [current] = await session.rows<{ catalog: string }>('select current_database() as catalog');
  const dates = rows.map(({ asOf }) => asOf);
  await session.append(`${current?.catalog ?? ''}.delta.backtest_pairs`, [
    { name: 'place', type: 'integer', values: [...rows.keys()] },
    { name: 'row_no', type: 'integer', values: rows.map(({ row }) => row) },
    { name: 'account_id', type: 'varchar', values: rows.map(({ row }) => decisions.accounts[row] ?? '') },
    { name: 'as_of', type: 'date', values: dates },
  ]);
  return dates;
}
