import { slices } from '../../core/plan/calendar.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import { type FeatureSlot, featureQuery } from './feature-slots.ts';
import { type PairFeatures, readFeatures } from './read-features.ts';
import { type ScoreScratch, scratchTable } from './score-scratch.ts';

/** (account, date) pairs that are joined at once: two row groups of DuckDB, so that both cores join; 240 bytes each with 30 features. */
const PAIRS_A_BATCH = 250_000;
const BATCH_KEYS = ['account_no', 'day_no'] as const;

/**
 * Features of every live account of some dates, by batches of whole dates, ordered by day_no and account_no. While the
 * caller works on one batch, the database joins the next.
 */
export async function* featureBatches(
  session: Session,
  slots: readonly FeatureSlot[],
  scratch: ScoreScratch,
  dates: readonly string[],
): AsyncGenerator<PairFeatures> {
  const counted = dates.map((asOf) => ({ asOf, accounts: scratch.pairs.get(asOf) ?? 0 }));
  const parts = slices(counted, PAIRS_A_BATCH);
  const prepare = async (index: number): Promise<void> => {
    const part = parts[index];
    if (part) await joinFeatures(session, slots, part, batchTable(index));
  };
  let prepared = prepare(0);
  try {
    for (const [index, part] of parts.entries()) {
      await prepared;
      const rows = part.reduce((sum, date) => sum + (scratch.pairs.get(date) ?? 0), 0);
      const query = `select * from ${batchTable(index)}`;
      const batch = await readFeatures(session, query, { rows, keys: BATCH_KEYS, slots });
      prepared = prepare(index + 1);
      // Whoever awaits it later hears of a failure; until then it must not count as unhandled.
      prepared.catch(() => undefined);
      yield batch;
    }
  } finally {
    await prepared.catch(() => undefined);
  }
}

function batchTable(index: number): string {
  return scratchTable(index % 2 === 0 ? 'batch_0' : 'batch_1');
}

async function joinFeatures(
  session: Session,
  slots: readonly FeatureSlot[],
  dates: readonly string[],
  table: string,
): Promise<void> {
  const pairs = `select spine.account_id, spine.as_of, accounts.account_no, days.day_no
    from (select account_id, as_of from ${qualified(`build.${SPINE}`)} where ${inDates('as_of', dates)}) as spine
    inner join ${scratchTable('accounts')} as accounts on accounts.account_id = spine.account_id
    inner join (select * from ${scratchTable('days')} where ${inDates('as_of', dates)}) as days on days.as_of = spine.as_of`;
  const query = featureQuery(slots, pairs, { keys: BATCH_KEYS, dates });
  await session.run(`create or replace table ${table} as ${query} order by day_no, account_no`);
}
