import { WEEK_ID } from '../company/customer-weeks.ts';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates, plantFault } from '../plant-faults.ts';
import { between, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { workingTime } from './sql-text.ts';

const COLUMNS = [
  'touchpoint_id',
  'account_id',
  'contact_id',
  'kind',
  'occurred_at',
  'logged_at',
  'duration_minutes',
];
const WITH = uniform('touchWith', WEEK_ID);
/** Whom it was with: more often than not one of the first three, who decide, else anybody of the contacts (`makeContacts`). */
const SLOT = `cast(floor(case when ${WITH} < 0.6 then 5 * ${WITH} else (${WITH} - 0.6) / 0.4 * [3, 5, 8][a.tier + 1] end) as integer)`;
/** The CRM's clock: touchpoints carry local time without an offset. */
const ZONE = 'Europe/Berlin';
const local = (at: string) => `strftime(timezone('${ZONE}', timezone('UTC', ${at})), '%Y-%m-%d %H:%M:%S')`;

/** crm/touchpoints_{month}.jsonl, half-yearly: calls, e-mails, meetings, QBRs, visits; logged up to a week later. */
export async function writeCrmTouchpoints(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with touched as (
      select
        h.n, h.w, ${WEEK_ID} as id,
        date '${context.calendar.epoch}' + 7 * h.w + ${between('touchDay', 0, 4, WEEK_ID)} as day,
        ${SLOT} as slot
      from demo_health as h join demo_account as a using (n)
      where not a.is_stranger
        and ${uniform('touch', WEEK_ID)} < least(0.9, 7.0 / a.touch_cadence_days * exp(0.3 * h.health))
    ),
    known as (
      select t.*, c.contact_id, ${workingTime('t.day', uniform('touchLength', 'id'))} as occurred_at
      from touched as t
      join demo_life as l on l.n = t.n and t.day >= l.signed_on and t.day < coalesce(l.left_on, date '9999-12-31')
      left join demo_contact as c
        on c.n = t.n and c.slot = t.slot and t.day >= c.since and t.day < coalesce(c.gone_on, date '9999-12-31')
      qualify row_number() over (partition by t.id order by c.contact_id) = 1
    ),
    logged as (
      select *, occurred_at + to_minutes(cast(case when ${uniform('touchLogged', 'id')} < 0.7 then 30
        else 1440 * (1 + floor(6 * ${uniform('touchLogged', 'id')})) end as bigint)) as logged_at
      from known
    )
    select
      'crm/touchpoints_' || p.month || '.jsonl' as file,
      row_number() over (partition by p.month order by logged_at, id) * 2 as seq,
      cast(null as varchar) as fault,
      'TP-' || id as touchpoint_id,
      ${crmId('logged.n')} as account_id,
      contact_id,
      ['email', 'call', 'email', 'meeting', 'call', 'visit', 'qbr', 'email'][${between('touchKind', 1, 8, 'id')}] as kind,
      ${local('occurred_at')} as occurred_at,
      ${local('logged_at')} as logged_at,
      ${between('touchLength', 1, 12, 'id')} * 5 as duration_minutes
    from logged join demo_period as p
      on p.size = 'half' and cast(logged_at as date) >= p.from_day and cast(logged_at as date) < p.to_day
    where day >= date '${context.calendar.start}'`);
  await plantFault(context, {
    kind: 'impossible_date',
    first: 150,
    every: 900,
    set: `occurred_at = '2025-02-30 09:30:00'`,
  });
  await plantDuplicates(context, 320, 600);
  await writeRows(context, {
    source: 'crm__touchpoints',
    style: 'lines',
    columns: COLUMNS,
    key: 'touchpoint_id',
    newest: newestFile(context, 'half', 'crm/touchpoints_', '.jsonl'),
  });
}
