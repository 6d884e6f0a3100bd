import { SPINE } from '../../core/plan/project-graph.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import { deltaOf } from './pending-build.ts';
import type { TransformContext } from './transform-context.ts';

/**
 * Makes delta.spine__account_as_of: every account that was live on each date, always the whole base of a date. An account is
 * live as of a day if it went live strictly before it and had not left by then. Answers how many there are on each date.
 */
export async function pairsByDate(
  context: Pick<TransformContext, 'world' | 'project'>,
  dates: readonly string[],
): Promise<{ asOf: string; accounts: number }[]> {
  const { session } = context.world;
  const delta = qualified(deltaOf(SPINE));
  const lifetimes = qualified(context.project.settings.accounts.lifetimes);
  await session.run(
    `create or replace table ${delta} as
     select live.account_id, dates.as_of
     from (${dateList(dates)}) as dates (as_of)
     inner join ${lifetimes} as live
       on live.live_from < dates.as_of and coalesce(live.live_to, date '9999-12-31') >= dates.as_of
     group by live.account_id, dates.as_of`,
  );
  const counts = await session.rows<{ as_of: string; accounts: number }>(
    `select cast(as_of as varchar) as as_of, count(*) as accounts from ${delta} group by as_of`,
  );
  const accounts = new Map(counts.map((row) => [row.as_of, row.accounts]));
  return dates.map((asOf) => ({ asOf, accounts: accounts.get(asOf) ?? 0 }));
}

function dateList(dates: readonly string[]): string {
  if (dates.length === 0) return 'select cast(null as date) where false';
  return `values ${dates.map((date) => `(date ${literal(date)})`).join(', ')}`;
}
