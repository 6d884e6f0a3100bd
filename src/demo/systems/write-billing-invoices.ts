import { billingId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantFault } from '../plant-faults.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { commaAmount, slashDate } from './sql-text.ts';

const SOURCE = 'billing__invoices';
const COLUMNS = [
  'invoice_id',
  'customer_id',
  'issued_on',
  'due_on',
  'paid_on',
  'amount',
  'currency',
  'status',
];

/**
 * billing/invoices_{month}.csv, quarterly: the invoices issued in that quarter and those paid in it, as they stood at its
 * end, so an invoice comes again when it is paid. One quarter had wrong amounts and came again as `_corrected`.
 */
export async function writeBillingInvoices(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    select
      'billing/invoices_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by i.invoice_no) * 2 as seq,
      cast(null as varchar) as fault,
      'INV-' || i.invoice_no as invoice_id,
      ${billingId('i.n')} as customer_id,
      ${slashDate('i.issued_on')} as issued_on,
      ${slashDate('i.due_on')} as due_on,
      case when i.paid_on < p.to_day then ${slashDate('i.paid_on')} end as paid_on,
      ${commaAmount('i.cents')} as amount,
      'EUR' as currency,
      case when i.paid_on < p.to_day then 'paid' else 'open' end as status
    from demo_invoice as i join demo_period as p
      on p.size = 'quarter' and i.issued_on < p.to_day
      and (i.issued_on >= p.backlog_from or (i.paid_on >= p.from_day and i.paid_on < p.to_day))`);
  await plantCorrections(context);
  await plantFault(context, {
    kind: 'unknown_account',
    first: 60,
    every: 400,
    set: `customer_id = 'cus_zz' || right(customer_id, 4)`,
  });
  await plantFault(context, {
    kind: 'negative_amount',
    first: 140,
    every: 800,
    set: `amount = '-' || amount`,
  });
  await writeRows(context, {
    source: SOURCE,
    style: 'semicolon_csv',
    columns: COLUMNS,
    key: 'invoice_id',
    newest: newestFile(context, 'quarter', 'billing/invoices_', '.csv'),
  });
  await tallyCorrected(context);
}

const CORRECTED = `'wrong_amount_corrected_later'`;

/** Copies a whole quarter under a new name, then spoils some amounts of the first copy. */
async function plantCorrections({ session, calendar, mess }: DemoContext): Promise<void> {
  const quarter = calendar.quarters[Math.floor(calendar.quarters.length / 3)];
  if (!mess || quarter === undefined) return;
  const file = `billing/invoices_${quarter.month}.csv`;
  await session.run(`
    insert into demo_rows
    select * replace ('billing/invoices_${quarter.month}_corrected.csv' as file) from demo_rows where file = '${file}'`);
  await session.run(`
    update demo_rows set fault = ${CORRECTED}, amount = '9' || amount where file = '${file}' and (seq // 2) % 12 = 5`);
}

async function tallyCorrected({ calendar, mess, tally }: DemoContext): Promise<void> {
  const quarter = calendar.quarters[Math.floor(calendar.quarters.length / 3)];
  const first = calendar.quarters[0];
  if (first !== undefined) {
    const files = [`billing/invoices_${first.month}.csv`];
    tally.mess({
      kind: 'other_date_format',
      source: SOURCE,
      count: calendar.quarters.length,
      unit: 'files',
      files,
    });
  }
  if (!mess || quarter === undefined) return;
  const files = [`billing/invoices_${quarter.month}_corrected.csv`];
  tally.mess({ kind: 'reexported_file', source: SOURCE, count: 1, unit: 'files', files });
}
