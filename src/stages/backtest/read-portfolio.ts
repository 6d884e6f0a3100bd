import type { Today } from '../../core/backtest/score-proof.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { UNKNOWN_BAND } from '../../core/score/scored-accounts.ts';
import { pointsOrNaN, TICKS_PER_POINT, WITHHELD } from '../../core/score/ticks.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { CardSet } from '../score/card-set.ts';
import type { DatedCards } from '../score/dated-cards.ts';
import { featureQuery } from '../score/feature-slots.ts';
import { readFeatures } from '../score/read-features.ts';
import { scoreAgain } from './score-again.ts';

const KEYS = ['ticks', 'band_no'] as const;

/** All live accounts of a day, in the order of their names, with their scores and measures. */
export async function readPortfolio(
  session: Session,
  cards: { readonly set: CardSet; readonly dated: DatedCards },
  asOf: string,
): Promise<Today> {
  const { card, slots, bandNames } = cards.set;
  const bands = `[${bandNames.map(literal).join(', ')}]`;
  const day = `date ${literal(asOf)}`;
  const spine = `select account_id, as_of from ${qualified(`build.${SPINE}`)} where as_of = ${day}`;
  const pairs = `select spine.account_id, spine.as_of,
      coalesce(cast(scores.score * ${TICKS_PER_POINT} as integer), ${WITHHELD}) as ticks,
      coalesce(list_position(${bands}, scores.band) - 1, ${UNKNOWN_BAND}) as band_no
    from (${spine}) as spine
    left join (select * from build.scores.scores where score_name = ${literal(card.name)} and as_of = ${day}) as scores
      on scores.account_id = spine.account_id`;
  const accounts = (await session.rows<{ account_id: string }>(`${spine} order by account_id`)).map(
    ({ account_id }) => account_id,
  );
  const query = `${featureQuery(slots, pairs, { keys: KEYS, dates: [asOf] })} order by pairs.account_id`;
  const found = await readFeatures(session, query, { rows: accounts.length, keys: KEYS, slots });
  const { measures } = scoreAgain(cards, found, () => asOf);
  const ticks = found.keys.get('ticks') ?? new Int32Array();
  return {
    asOf,
    accounts,
    scores: Float64Array.from(ticks, pointsOrNaN),
    bands: Uint8Array.from(found.keys.get('band_no') ?? []),
    measures: [...measures].map(([measure, { place }]) => ({ measure, values: place })),
  };
}
