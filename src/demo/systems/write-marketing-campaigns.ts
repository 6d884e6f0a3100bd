import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { between, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';

const COLUMNS = [
  'send_id',
  'account_id',
  'campaign',
  'measured_at',
  'emails_sent',
  'marketing_emails_opened',
];

/** marketing/campaigns_{month}.csv, half-yearly: a newsletter a month and who opened it. Pure noise: health plays no part. */
export async function writeMarketingCampaigns(context: DemoContext): Promise<void> {
  const id = '(l.n * 4096 + m.place)';
  await context.session.run(`
    create or replace temp table demo_rows as
    with months as (
      select *, row_number() over (order by from_day) as place from demo_period where size = 'month'
    ),
    sent as (
      select
        l.n, m.month, m.place, m.from_day + 12 as day, ${id} as id,
        -- Not by the customer's size: through the segments that would bring health back in.
        cast(${between('campaignSize', 4, 12, id)} as integer) as emails_sent
      from demo_life as l join demo_account as a using (n), months as m
      where not a.is_stranger and l.signed_on < m.from_day + 10
        and m.from_day + 10 < coalesce(l.left_on, date '9999-12-31')
    )
    select
      'marketing/campaigns_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by day, n) as seq,
      cast(null as varchar) as fault,
      'MC-' || id as send_id,
      ${crmId()} as account_id,
      'newsletter_' || replace(sent.month, '-', '_') as campaign,
      strftime(day + to_hours(6), '%Y-%m-%d %H:%M:%S') as measured_at,
      emails_sent,
      cast(floor(emails_sent * (0.1 + 0.5 * ${uniform('campaign', 'id')})) as integer) as marketing_emails_opened
    from sent join demo_period as p on p.size = 'half' and day >= p.from_day and day < p.to_day`);
  await writeRows(context, {
    source: 'marketing__campaigns',
    style: 'csv',
    columns: COLUMNS,
    key: 'send_id',
    newest: newestFile(context, 'half', 'marketing/campaigns_', '.csv'),
  });
}
