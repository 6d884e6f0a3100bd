import { WEEK_ID } from '../company/customer-weeks.ts';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { between, normal, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';

const COLUMNS = ['pulse_id', 'account_id', 'author', 'rating', 'noted_at', 'expires_on'];

/** The rating that a CSM gives in the week numbered `id`, from the health of the week before. */
export const pulseRating = (health: string, id: string) =>
  `least(5, greatest(1, cast(round(3.1 + 0.95 * ${health} + 0.75 * ${normal('pulseNoise', id)}) as integer)))`;

/** crm/pulse_{month}.csv, half-yearly: the CSM's own rating of an account from 1 to 5, with the day it expires. */
export async function writeCrmPulse(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with noted as (
      select
        h.n,
        ${WEEK_ID} as id,
        date '${context.calendar.epoch}' + 7 * h.w + ${between('pulseDay', 0, 4, WEEK_ID)} as day,
        ${pulseRating('before.health', WEEK_ID)} as rating,
        a.first_owner, a.second_owner, a.owner_changed_on
      from demo_health as h
      join demo_health as before on before.n = h.n and before.w = h.w - 1
      join demo_account as a on a.n = h.n
      where not a.is_stranger and ${uniform('pulse', WEEK_ID)} < 0.13
    )
    select
      'crm/pulse_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by day, id) as seq,
      cast(null as varchar) as fault,
      'PU-' || id as pulse_id,
      ${crmId('noted.n')} as account_id,
      case when owner_changed_on < day then second_owner else first_owner end as author,
      rating,
      strftime(day + to_hours(15), '%Y-%m-%d %H:%M:%S') as noted_at,
      day + ${between('pulseExpiry', 2, 4, 'id')} * 30 as expires_on
    from noted
    join demo_life as l on l.n = noted.n and day > l.signed_on and day < coalesce(l.left_on, date '9999-12-31')
    join demo_period as p on p.size = 'half' and day >= p.from_day and day < p.to_day`);
  await writeRows(context, {
    source: 'crm__pulse',
    style: 'csv',
    columns: COLUMNS,
    key: 'pulse_id',
    bom: true,
    newest: newestFile(context, 'half', 'crm/pulse_', '.csv'),
  });
}
