import { crmId } from '../company/make-accounts.ts';
import { weekOf } from '../company/make-health.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates, plantFault } from '../plant-faults.ts';
import { normal, uniform } from '../random.ts';
import { MILESTONES } from '../words.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const COLUMNS = ['milestone_id', 'account_id', 'milestone', 'planned_on', 'created_at', 'reached_on'];
const ID = '(n * 8 + place)';
/** The go-live is the day that the CRM shows; the others drag on when health is low, and a few are never reached. */
const GO_LIVE = MILESTONES.length;

/**
 * success/milestones_{month}.csv, half-yearly: the onboarding plan made in a customer's first days, and again each of its
 * milestones reached in that half-year, as it stood at its end: the last version counts.
 */
export async function writeSuccessMilestones(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with planned as (
      select
        a.n, a.mean_health, a.days_to_go_live, l.left_on, m.place, m.milestone,
        a.signed_on + m.due_days as planned_on, m.due_days, a.signed_on,
        a.signed_on + cast(floor(3 * ${uniform('milestone', '(a.n * 8)')}) as integer) as created_on
      from demo_account as a join demo_life as l using (n),
        (values ${MILESTONES.map(({ milestone, dueDays }, i) => `(${i + 1}, '${milestone}', ${dueDays})`).join(', ')}) as m(place, milestone, due_days)
      where not a.is_stranger
    ),
    felt as (
      select p.*, ${ID.replace('n', 'p.n')} as milestone_no, coalesce(h.health, p.mean_health) as health
      from planned as p left join demo_health as h on h.n = p.n and h.w = ${weekOf('p.planned_on', context, 1)}
    ),
    dated as (
      select
        *,
        case
          when place = ${GO_LIVE} then signed_on + days_to_go_live
          when place > 1 and ${uniform('milestoneMissed', 'milestone_no')} < 0.02 + 0.06 * greatest(0, -health) then null
          else greatest(created_on + 1, signed_on + cast(round(0.95 * due_days
            * exp(0.2 * ${normal('milestone', '(n * 8)')} + 0.15 * ${normal('milestone', 'milestone_no')} - 0.35 * health)) as integer))
        end as done_on
      from felt
    ),
    reached as (
      select *, case when done_on < coalesce(left_on, date '9999-12-31') then done_on end as reached_on from dated
    )
    select
      'success/milestones_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by created_on, milestone_no) * 2 as seq,
      cast(null as varchar) as fault,
      'MIL-' || milestone_no as milestone_id,
      ${crmId()} as account_id,
      milestone,
      strftime(planned_on, '%Y-%m-%d') as planned_on,
      ${isoTimestamp(workingTime('created_on', uniform('milestone', '(n * 8)')))} as created_at,
      case when reached_on < p.to_day then reached_on end as reached_on
    from reached join demo_period as p
      on p.size = 'half' and created_on < p.to_day
      and (created_on >= p.backlog_from or (reached_on >= p.from_day and reached_on < p.to_day))`);
  await plantFault(context, {
    kind: 'impossible_date',
    first: 125,
    every: 800,
    set: `planned_on = '2025-02-30'`,
  });
  await plantDuplicates(context, 250, 700);
  await writeRows(context, {
    source: 'success__milestones',
    style: 'csv',
    columns: COLUMNS,
    key: 'milestone_id',
    newest: newestFile(context, 'half', 'success/milestones_', '.csv'),
  });
}
