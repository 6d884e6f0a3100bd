import { weekOf } from '../company/make-health.ts';
import type { DemoContext } from '../demo-context.ts';
import { normal, uniform } from '../random.ts';

const ID = '(n * 262144 + k * 64 + j)';

/**
 * `demo_invoice`: one row per billing period of each term, issued when the period begins and due 30 days later. An unwell
 * customer pays late, with the health of two weeks before the due day; a leaving one often never pays the last one.
 */
export async function makeInvoices(context: DemoContext): Promise<void> {
  const { session, calendar } = context;
  await session.run(`
    create or replace temp table demo_invoice as
    with billed as (
      select t.*, case when t.term_months = 1 then 1 when a.is_quarterly then 3 else t.term_months end as months
      from demo_term as t join demo_account as a using (n)
    ),
    issued as (
      select b.*, j, cast(b.term_start + to_months(cast(j * b.months as integer)) as date) as issued_on
      from billed as b, range(0, 12) as r(j)
      where (j + 1) * b.months <= b.term_months
    ),
    judged as (
      select i.*, ${ID.replaceAll('n *', 'i.n *')} as invoice_no, issued_on + 30 as due_on, h.health
      from issued as i left join demo_health as h on h.n = i.n and h.w = ${weekOf('(i.issued_on + 30)', context, 2)}
      where issued_on >= date '${calendar.start}' - 100 and issued_on < date '${calendar.end}'
    )
    select
      n, invoice_no, issued_on, due_on,
      ((case when added_on < issued_on then arr_cents else start_arr_cents end) * months + 6) // 12 as cents,
      case
        when outcome = 'churned' and (j + 1) * months = term_months and ${uniform('payNever', 'invoice_no')} < 0.4 then null
        when ${uniform('payNever', 'invoice_no')} > 0.997 then null
        else greatest(issued_on + 1, due_on + cast(round(
          -7 + 6 * ${normal('payDelay', 'invoice_no')} + 13 * greatest(0, 0.5 - coalesce(health, 0))) as integer))
      end as paid_on
    from judged`);
}
