import type { Session } from '../ports/warehouse.ts';
import { bandOrder } from './band-order.ts';
import type { ScoreDay } from './score-day.ts';

/** What accounts can be grouped by; `arr` makes four groups of equal size, for each currency by itself. */
export type GroupBy = 'segment' | 'owner' | 'lifecycle_stage' | 'arr';

export interface GroupRow {
  /** Null for accounts of which it isn't known. */
  readonly group: string | null;
  readonly currency: string | null;
  readonly accounts: number;
  readonly arr: number;
  readonly median_score: number | null;
  /** Share of the accounts and of the ARR in the worst band. */
  readonly share_worst: number;
  readonly arr_share_worst: number | null;
}

const QUARTERS = ['smallest quarter', 'second quarter', 'third quarter', 'largest quarter'];

/** How groups of accounts compare, those with most ARR in the worst band first. */
export async function readGroups(serving: Session, day: ScoreDay, by: GroupBy): Promise<readonly GroupRow[]> {
  const names = QUARTERS.map((name) => `'${name}'`).join(', ');
  const group =
    by === 'arr'
      ? `case when arr is not null then
          [${names}][ntile(4) over (partition by currency, arr is null order by arr, account_id)] end`
      : by;
  const [worst] = await bandOrder(serving, day);
  return serving.rows<GroupRow>(
    `with
      today as (
        select *, ${group} as "group", coalesce(band = $3, false) as is_worst
        from scores where score_name = $1 and as_of = $2::date
      )
     select "group", currency, count(*) as accounts, coalesce(sum(arr), 0) as arr,
      cast(median(score) as double) as median_score,
      count(*) filter (where is_worst) / count(*) as share_worst,
      cast(sum(arr) filter (where is_worst) as double) / nullif(cast(sum(arr) as double), 0) as arr_share_worst
     from today group by "group", currency
     order by sum(arr) filter (where is_worst) desc nulls last, "group" nulls last, currency`,
    [day.score_name, day.as_of, worst ?? null],
  );
}
