import { type CalendarRule, calendarDates } from '../../core/plan/calendar.ts';
import { addDays } from '../../core/plan/days.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { learnVariants, peerFeatures } from '../../core/score/learn-peers.ts';
import type { LearntByVariant } from '../../core/score/learnt.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import type { CardSet } from './card-set.ts';
import { type FeatureSlot, featureQuery } from './feature-slots.ts';
import { readFeatures } from './read-features.ts';

/** Rows that are held at once: beyond it the oldest dates of a window are left out. */
const ROWS_AT_MOST = 2_000_000;

/** Whether anything must be learnt before a card can score. */
export function learnsFromPeers({ card }: CardSet): boolean {
  return peerFeatures(card).size > 0;
}

/** The dates that a card learns from as of a day: the calendar's within its window, and the day itself; sorted. */
export function windowOf({ card }: CardSet, asOf: string, calendar: CalendarRule): string[] {
  const after = addDays(asOf, -card.peers.window_days);
  return [...new Set([...calendarDates(calendar, asOf).filter((date) => date > after), asOf])].sort();
}

/** Learns what a card needs as of a day, from the features of its window and of nothing later. */
export async function learnParameters(
  session: Session,
  set: CardSet,
  window: readonly string[],
): Promise<LearntByVariant> {
  const { dates, rows } = await newest(session, window);
  const slots = peerSlots(set);
  const pairs = `select account_id, as_of from ${qualified(`build.${SPINE}`)} where ${inDates('as_of', dates)}`;
  const query = featureQuery(slots, pairs, { keys: [], dates });
  return learnVariants(set.card, await readFeatures(session, query, { rows, keys: [], slots }));
}

function peerSlots({ card, slots }: CardSet): FeatureSlot[] {
  const numbers = peerFeatures(card);
  const isWanted = ({ feature, reads }: FeatureSlot): boolean =>
    reads === 'number' ? numbers.has(feature) : feature === card.peers.by;
  return slots.filter(isWanted);
}

/** The newest of some dates, as many as may be held at once and one at least. */
async function newest(
  session: Session,
  window: readonly string[],
): Promise<{ dates: readonly string[]; rows: number }> {
  const counts = await session.rows<{ as_of: string; n: number }>(
    `select cast(as_of as varchar) as as_of, count(*) as n from ${qualified(`build.${SPINE}`)}
     where ${inDates('as_of', window)} group by as_of order by as_of desc`,
  );
  const dates: string[] = [];
  let rows = 0;
  for (const { as_of, n } of counts) {
    if (rows > 0 && rows + n > ROWS_AT_MOST) break;
    dates.unshift(as_of);
    rows += n;
  }
  return { dates, rows };
}
