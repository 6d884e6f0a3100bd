import { WEEK_ID } from '../company/customer-weeks.ts';
import { workspaceId } from '../company/make-accounts.ts';
import { userId } from '../company/make-users.ts';
import type { DemoContext } from '../demo-context.ts';
import { between, normal, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const COLUMNS = ['response_id', 'workspace_id', 'user_id', 'score', 'responded_at'];

/** surveys/csat_{month}.csv, half-yearly: "how satisfied are you with the product", 1 to 5, asked inside the product. */
export async function writeSurveyCsat(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with asked as (
      select h.n, h.health, ${WEEK_ID} as id, date '${context.calendar.epoch}' + 7 * h.w + ${between('csat', 0, 4, WEEK_ID)} as day
      from demo_health as h
      where ${uniform('csat', WEEK_ID)} < 0.08
    ),
    answered as (
      select a.*, min(u.user_no) as user_no
      from asked as a
      join demo_life as l on l.n = a.n and day < coalesce(l.left_on, date '9999-12-31')
      join demo_user as u on u.n = a.n and u.created_on <= day and u.user_kind = 'customer'
        and day < coalesce(u.deactivated_on, date '9999-12-31')
      group by all
    )
    select
      'surveys/csat_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by day, id) as seq,
      cast(null as varchar) as fault,
      'CS-' || id as response_id,
      ${workspaceId()} as workspace_id,
      ${userId()} as user_id,
      least(5, greatest(1, cast(round(3.7 + 0.6 * health + 0.8 * ${normal('csatScore', 'id')}) as integer))) as score,
      ${isoTimestamp(workingTime('day', uniform('csatScore', 'id')))} as responded_at
    from answered join demo_period as p on p.size = 'half' and day >= p.from_day and day < p.to_day`);
  await writeRows(context, {
    source: 'surveys__csat',
    style: 'csv',
    columns: COLUMNS,
    key: 'response_id',
    newest: newestFile(context, 'half', 'surveys/csat_', '.csv'),
  });
}
