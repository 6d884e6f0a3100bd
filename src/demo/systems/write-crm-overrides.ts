import { customerWeeks } from '../company/customer-weeks.ts';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { between, normal, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const COLUMNS = [
  'override_id',
  'account_id',
  'author',
  'reason',
  'score',
  'noted_at',
  'holds_from',
  'holds_until',
];

/**
 * crm/overrides_{month}.csv, half-yearly: health scores that CSMs set by hand, with a reason from the CRM's pick list and the
 * day on which they end. They see the health of the week before, with noise: mostly right, and no better than the data.
 */
export async function writeCrmOverrides(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with weeks as (${customerWeeks(context, { drawn: `${uniform('override', '(h.n * 4096 + h.w)')} < 0.004`, day: 'override' })}),
    judged as (
      select *, least(95, greatest(5, cast(round(58 + 16 * health + 10 * ${normal('overrideScore', 'id')}) as integer))) as score
      from weeks
    )
    select
      'crm/overrides_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by day, id) * 2 as seq,
      cast(null as varchar) as fault,
      'OV-' || id as override_id,
      ${crmId()} as account_id,
      author,
      case when score < 50 then 'leaving_as_told_by_customer' else 'renewal_promised' end as reason,
      score,
      ${isoTimestamp(workingTime('day', uniform('overrideScore', 'id')))} as noted_at,
      day + 1 as holds_from,
      day + 1 + ${between('overrideLength', 2, 8, 'id')} * 7 as holds_until
    from judged join demo_period as p on p.size = 'half' and day >= p.from_day and day < p.to_day`);
  await writeRows(context, {
    source: 'crm__overrides',
    style: 'csv',
    columns: COLUMNS,
    key: 'override_id',
    newest: newestFile(context, 'half', 'crm/overrides_', '.csv'),
  });
}
