import { billingId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates, plantFault } from '../plant-faults.ts';
import { uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { commaAmount, slashDate } from './sql-text.ts';

const COLUMNS = ['payment_id', 'invoice_id', 'customer_id', 'paid_on', 'amount', 'currency', 'method'];

/** billing/payments_{month}.csv, half-yearly: the money that came in; one invoice in twenty is paid in two parts. */
export async function writeBillingPayments(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with parts as (
      select *, ${uniform('payPart', 'invoice_no')} < 0.05 as in_parts from demo_invoice where paid_on is not null
    ),
    paid as (
      select *, 1 as part, case when in_parts then cents // 2 else cents end as part_cents, paid_on as part_on from parts
      union all
      select *, 2, cents - cents // 2, paid_on + 9 from parts where in_parts
    )
    select
      'billing/payments_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by part_on, invoice_no, part) * 2 as seq,
      cast(null as varchar) as fault,
      'PAY-' || invoice_no || '-' || part as payment_id,
      'INV-' || invoice_no as invoice_id,
      ${billingId()} as customer_id,
      ${slashDate('part_on')} as paid_on,
      ${commaAmount('part_cents')} as amount,
      'EUR' as currency,
      case when invoice_no % 3 = 0 then 'card' else 'bank_transfer' end as method
    from paid join demo_period as p on p.size = 'half' and part_on >= p.backlog_from and part_on < p.to_day`);
  await plantFault(context, {
    kind: 'impossible_date',
    first: 115,
    every: 700,
    set: `paid_on = '30/02/2025'`,
  });
  await plantFault(context, {
    kind: 'negative_amount',
    first: 230,
    every: 700,
    set: `amount = '-' || amount`,
  });
  await plantDuplicates(context, 345, 700);
  await writeRows(context, {
    source: 'billing__payments',
    style: 'semicolon_csv',
    columns: COLUMNS,
    key: 'payment_id',
    newest: newestFile(context, 'half', 'billing/payments_', '.csv'),
  });
}
