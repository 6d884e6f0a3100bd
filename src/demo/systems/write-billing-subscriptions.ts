import { billingId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { between } from '../random.ts';
import { PLANS } from '../words.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { commaAmount, slashDate } from './sql-text.ts';

const COLUMNS = [
  'event_id',
  'customer_id',
  'subscription_id',
  'event_type',
  'effective_on',
  'recorded_on',
  'plan',
  'seats',
  'annual_amount',
  'currency',
  'term_months',
  'term_start',
  'term_end',
];
const PLAN = `([${PLANS.map(({ plan }) => `'${plan}'`).join(', ')}])[plan_no]`;

/**
 * billing/subscriptions_{month}.csv, half-yearly: what was subscribed to from which day on: started, renewed, seats
 * added within a term, cancelled. The first file brings the terms that were running when billing began to export.
 */
export async function writeBillingSubscriptions(context: DemoContext): Promise<void> {
  const id = '(n * 65536 + k * 16 + step)';
  await context.session.run(`
    create or replace temp table demo_rows as
    with changes as (
      select n, k, 0 as step, case when k = 1 then 'started' else 'renewed' end as event_type, term_start as effective_on,
        seats, start_arr_cents as cents, plan_no, term_months, term_start, contract_end
      from demo_term
      union all
      select n, k, 1, 'seats_added', added_on, seats + seats_added, arr_cents, plan_no, term_months, term_start, contract_end
      from demo_term where added_on is not null
      union all
      select n, k, 2, 'cancelled', contract_end, 0, 0, plan_no, term_months, term_start, contract_end
      from demo_term where outcome = 'churned'
    ),
    recorded as (
      select *, effective_on + case when effective_on < date '${context.calendar.start}' then 0
        else ${between('recorded', 0, 2, id)} end as recorded_on
      from changes
    )
    select
      'billing/subscriptions_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by recorded_on, n, k, step) as seq,
      cast(null as varchar) as fault,
      'SE' || (${id}) as event_id,
      ${billingId()} as customer_id,
      'SUB-' || (n + 40001) as subscription_id,
      event_type,
      ${slashDate('effective_on')} as effective_on,
      ${slashDate('recorded_on')} as recorded_on,
      ${PLAN} as plan,
      seats,
      ${commaAmount('cents')} as annual_amount,
      'EUR' as currency,
      term_months,
      ${slashDate('term_start')} as term_start,
      ${slashDate('contract_end')} as term_end
    from recorded join demo_period as p
      on p.size = 'half' and recorded_on >= p.backlog_from and recorded_on < p.to_day`);
  await writeRows(context, {
    source: 'billing__subscriptions',
    style: 'semicolon_csv',
    columns: COLUMNS,
    key: 'event_id',
    newest: newestFile(context, 'half', 'billing/subscriptions_', '.csv'),
  });
}
