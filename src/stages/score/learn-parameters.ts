import { addDays } from '../../core/config/days.ts';
import { type CalendarRule, calendarDates, slices } from '../../core/plan/calendar.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { pickRows } from '../../core/score/compile-variants.ts';
import { type FeatureColumns, numbersOf, textsOf } from '../../core/score/feature-columns.ts';
import { learnVariants, peerFeatures } from '../../core/score/learn-peers.ts';
import type { LearntByVariant } from '../../core/score/learnt.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import type { CardSet } from './card-set.ts';
import { type FeatureSlot, featureQuery } from './feature-slots.ts';
import { readFeatures } from './read-features.ts';

/** Rows that are held at once: beyond it the oldest dates of a window are left out. */
const ROWS_AT_MOST = 2_000_000;
/** Rows that are read at once. */
const PAIRS_A_READ = 250_000;

/** Whether anything must be learnt before a card can score. */
export function learnsFromPeers({ card }: CardSet): boolean {
  return peerFeatures(card).size > 0;
}

/** The dates that a card learns from as of a day: the calendar's within its window, and the day itself; sorted. */
export function windowOf({ card }: CardSet, asOf: string, calendar: CalendarRule): string[] {
  const after = addDays(asOf, -card.peers.window_days);
  return [...new Set([...calendarDates(calendar, asOf).filter((date) => date > after), asOf])].sort();
}

/**
 * Learns what a card needs as of some days, each from the features of its window and of nothing later. Windows overlap: each
 * date is read once, and held until no window reaches back to it any more.
 *
 * @param windows by day, the dates it learns from, sorted
 * @returns by day
 */
export async function learnParameters(
  session: Session,
  set: CardSet,
  windows: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, LearntByVariant>> {
  const counts = await countPairs(session, [...windows.values()].flat());
  const kept = new Map([...windows].sort().map(([asOf, window]) => [asOf, newest(window, counts)]));
  const dates = [...new Set([...kept.values()].flat())].sort();
  const counted = dates.map((asOf) => ({ asOf, accounts: counts.get(asOf) ?? 0 }));
  const parts = slices(counted, PAIRS_A_READ);
  const held = new Map<string, FeatureColumns>();
  const learnt = new Map<string, LearntByVariant>();
  for (const [asOf, window] of kept) {
    for (const date of held.keys()) if (date < (window[0] ?? asOf)) held.delete(date);
    while (window.some((date) => !held.has(date)) && parts.length > 0) {
      for (const [date, features] of await readDays(session, set, parts.shift() ?? [], counts))
        held.set(date, features);
    }
    const found = window.flatMap((date) => held.get(date) ?? []);
    learnt.set(asOf, learnVariants(set.card, joinRows(peerSlots(set), found)));
  }
  return learnt;
}

/** What a card learns from, by date. */
async function readDays(
  session: Session,
  set: CardSet,
  dates: readonly string[],
  counts: ReadonlyMap<string, number>,
): Promise<[date: string, features: FeatureColumns][]> {
  const slots = peerSlots(set);
  const pairs = `select account_id, as_of, cast(as_of - date ${literal(dates[0] ?? '')} as integer) as day
    from ${qualified(`build.${SPINE}`)} where ${inDates('as_of', dates)}`;
  const rows = dates.reduce((sum, date) => sum + (counts.get(date) ?? 0), 0);
  const query = featureQuery(slots, pairs, { keys: ['day'], dates });
  const features = await readFeatures(session, query, { rows, keys: ['day'], slots });
  const byDay = new Map<number, number[]>();
  for (const [r, day] of (features.keys.get('day') ?? new Int32Array()).entries()) {
    const found = byDay.get(day);
    if (found) found.push(r);
    else byDay.set(day, [r]);
  }
  return [...byDay].map(([day, of]) => [
    addDays(dates[0] ?? '', day),
    pickRows(features, Int32Array.from(of)),
  ]);
}

/** Rows of several dates as one. */
function joinRows(slots: readonly FeatureSlot[], parts: readonly FeatureColumns[]): FeatureColumns {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, (string | null)[]>();
  for (const { feature, reads } of slots) {
    if (reads === 'text') {
      texts.set(
        feature,
        parts.flatMap((part) => textsOf(part, feature)),
      );
      continue;
    }
    const column = new Float64Array(rows);
    let at = 0;
    for (const part of parts) {
      column.set(numbersOf(part, feature), at);
      at += part.rows;
    }
    numbers.set(feature, column);
  }
  return { rows, numbers, texts };
}

function peerSlots({ card, slots }: CardSet): FeatureSlot[] {
  const numbers = peerFeatures(card);
  const isWanted = ({ feature, reads }: FeatureSlot): boolean =>
    reads === 'number' ? numbers.has(feature) : feature === card.peers.by;
  return slots.filter(isWanted);
}

/** Live accounts of each date. */
async function countPairs(session: Session, dates: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const counts = await session.rows<{ as_of: string; n: number }>(
    `select cast(as_of as varchar) as as_of, count(*) as n from ${qualified(`build.${SPINE}`)}
     where ${inDates('as_of', [...new Set(dates)])} group by as_of`,
  );
  return new Map(counts.map(({ as_of, n }) => [as_of, n]));
}

/** The newest of some dates that have accounts, as many as may be held at once and one at least; sorted. */
function newest(window: readonly string[], counts: ReadonlyMap<string, number>): string[] {
  const dates: string[] = [];
  let rows = 0;
  for (const date of window.toReversed()) {
    const n = counts.get(date) ?? 0;
    if (n === 0) continue;
    if (rows > 0 && rows + n > ROWS_AT_MOST) break;
    dates.unshift(date);
    rows += n;
  }
  return dates;
}
