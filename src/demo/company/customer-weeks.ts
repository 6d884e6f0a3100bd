import type { DemoContext } from '../demo-context.ts';
import type { Purpose } from '../purposes.ts';
import { between } from '../random.ts';

/** The number of a customer's week in what `customerWeeks` reads. */
export const WEEK_ID = '(h.n * 4096 + h.w)';

export interface WeeksWanted {
  /** SQL condition over `h` (demo_health), `a` (demo_account) and `l` (demo_life), drawn by WEEK_ID. */
  readonly drawn: string;
  /** Purpose that draws the day of the week. */
  readonly day: Purpose;
}

/**
 * A query of the weeks in which something happens to a customer: n, id, health (of the week before), day and the account's
 * `author`, its owner of that day. Only days on which the account is a customer.
 */
export function customerWeeks({ calendar }: DemoContext, { drawn, day }: WeeksWanted): string {
  return `
    select
      h.n, ${WEEK_ID} as id, h.health,
      date '${calendar.epoch}' + 7 * (h.w + 1) + ${between(day, 0, 4, WEEK_ID)} as day,
      case when a.owner_changed_on < day then a.second_owner else a.first_owner end as author
    from demo_health as h join demo_account as a using (n) join demo_life as l using (n)
    where not a.is_stranger and (${drawn})
      and day > l.signed_on and day < coalesce(l.left_on, date '9999-12-31')`;
}
