import { identifier } from '../core/sql/quote.ts';
import type { Session } from '../ports/warehouse.ts';
import { bandOrder } from './band-order.ts';
import type { ScoreDay } from './score-day.ts';
import { servesTables } from './serves-tables.ts';

/** Accounts that went from one band to another; `new` came since and `gone` left. */
interface Move {
  readonly from: string;
  readonly to: string;
  readonly accounts: number;
  /** Of the accounts that were in `from`: over all `to` they add up to 1. */
  readonly share: number;
}

export interface Migration {
  readonly since: string;
  /** Worst first; `unknown`, `new` and `gone` last. */
  readonly bands: readonly string[];
  readonly moves: readonly Move[];
}

const COMPARED_DAYS = 30;
const EARLIER = 'score_name = $1 and as_of < $2::date and as_of <=';

/**
 * Who changed band since an earlier reading: the last one on or before `from`, or 30 days before. Where the calendar has it by
 * the scorecard of the day it is that one, so that a new version moves nobody.
 */
export async function readMigration(
  serving: Session,
  day: ScoreDay,
  from: string | undefined,
): Promise<Migration | null> {
  const before = await readingBefore(serving, day, from);
  if (before === null) return null;
  const moves = await serving.rows<Move>(
    `with
      earlier as (select account_id, band from ${identifier(before.table)} where score_name = $1 and as_of = $3::date),
      today as (select account_id, band from scores where score_name = $1 and as_of = $2::date),
      moved as (
        select coalesce(earlier.band, 'new') as "from", coalesce(today.band, 'gone') as "to", count(*) as accounts
        from earlier full join today on today.account_id = earlier.account_id
        group by 1, 2
      )
     select "from", "to", accounts, accounts / sum(accounts) over (partition by "from") as share
     from moved order by "from", "to"`,
    [day.score_name, day.as_of, before.as_of],
  );
  return { since: before.as_of, bands: await rankedBands(serving, day, moves), moves };
}

async function readingBefore(
  serving: Session,
  { score_name, as_of }: ScoreDay,
  from: string | undefined,
): Promise<{ as_of: string; table: string } | null> {
  const latest = from === undefined ? `$2::date - interval '${COMPARED_DAYS}' day` : '$3::date';
  const queries = [
    `select as_of, 'scores' as "table", true as is_alike from scores where ${EARLIER} ${latest}`,
  ];
  if (await servesTables(serving, ['calendar_scores']))
    queries.push(
      `select as_of, 'calendar_scores', scorecard_hash in (select scorecard_hash from scores where score_name = $1 and as_of = $2::date)
      from calendar_scores where ${EARLIER} ${latest}`,
    );
  const [found] = await serving.rows<{ as_of: string; table: string }>(
    `select cast(as_of as varchar) as as_of, "table" from (${queries.join(' union ')})
     order by is_alike desc, as_of desc, "table" limit 1`,
    [score_name, as_of, ...(from === undefined ? [] : [from])],
  );
  return found ?? null;
}

/** Bands that only an earlier scorecard had come after those of today. */
async function rankedBands(serving: Session, day: ScoreDay, moves: readonly Move[]): Promise<string[]> {
  const known = [...(await bandOrder(serving, day)), 'unknown'];
  const others = [...new Set(moves.flatMap((move) => [move.from, move.to]))]
    .filter((band) => !known.includes(band) && band !== 'new' && band !== 'gone')
    .sort();
  return [...known, ...others];
}
