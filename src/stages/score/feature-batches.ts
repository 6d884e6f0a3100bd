import { slices } from '../../core/plan/calendar.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import { type FeatureSlot, featureQuery } from './feature-slots.ts';
import { type PairFeatures, readFeatures } from './read-features.ts';
import { type ScoreScratch, scratchTable } from './score-scratch.ts';

/** (account, date) pairs that are read at once: two row groups of DuckDB, so that both cores join; 240 bytes each with 30 features. */
const PAIRS_A_BATCH = 250_000;
const BATCH_KEYS = ['account_no', 'day_no'] as const;

/** Features of every live account of some dates, by batches of whole dates, ordered by day_no and account_no. */
export async function* featureBatches(
  session: Session,
  slots: readonly FeatureSlot[],
  scratch: ScoreScratch,
  dates: readonly string[],
): AsyncGenerator<PairFeatures> {
  const counted = dates.map((asOf) => ({ asOf, accounts: scratch.pairs.get(asOf) ?? 0 }));
  for (const part of slices(counted, PAIRS_A_BATCH)) {
    const rows = part.reduce((sum, date) => sum + (scratch.pairs.get(date) ?? 0), 0);
    yield await readFeatures(session, batchQuery(slots, part), { rows, keys: BATCH_KEYS, slots });
  }
}

function batchQuery(slots: readonly FeatureSlot[], dates: readonly string[]): string {
  const pairs = `select spine.account_id, spine.as_of, accounts.account_no, days.day_no
    from (select account_id, as_of from ${qualified(`build.${SPINE}`)} where ${inDates('as_of', dates)}) as spine
    inner join ${scratchTable('accounts')} as accounts on accounts.account_id = spine.account_id
    inner join (select * from ${scratchTable('days')} where ${inDates('as_of', dates)}) as days on days.as_of = spine.as_of`;
  return `${featureQuery(slots, pairs, { keys: BATCH_KEYS, dates })} order by pairs.day_no, pairs.account_no`;
}
