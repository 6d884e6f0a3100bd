import { literal } from '../core/sql/quote.ts';
import { crmId } from './company/make-accounts.ts';
import { weekOf } from './company/make-health.ts';
import type { DemoContext } from './demo-context.ts';

/**
 * What was really behind the data, for tests only: per account and week the latent health, and in the week of a contract's
 * end the decision with the probability of churn that it was drawn from.
 */
export async function writeTruth(context: DemoContext, path: string): Promise<void> {
  const { session, calendar } = context;
  await session.run(`
    copy (
      select
        ${crmId('h.n')} as account_id,
        date '${calendar.epoch}' + 7 * h.w as as_of,
        h.health,
        case when t.k is not null then 'REN-' || (t.n + 1001) || '-' || t.k end as renewal_id,
        t.contract_end,
        t.term_months,
        t.p_churn as churn_probability,
        t.outcome
      from demo_health as h
      join demo_life as l using (n)
      join demo_account as a using (n)
      left join demo_term as t
        on t.n = h.n and h.w = ${weekOf(`least(t.contract_end, date '${calendar.end}' - 1)`, context)}
        and t.closed_on >= date '${calendar.start}' and t.closed_on < date '${calendar.end}'
      where not a.is_stranger
        and date '${calendar.epoch}' + 7 * h.w >= l.signed_on - 7
        and date '${calendar.epoch}' + 7 * h.w < least(date '${calendar.end}', coalesce(l.left_on + 7, date '${calendar.end}'))
      order by account_id, as_of
    ) to ${literal(path)} (format parquet, compression zstd)`);
}
