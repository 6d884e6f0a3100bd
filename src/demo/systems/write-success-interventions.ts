import { customerWeeks, WEEK_ID } from '../company/customer-weeks.ts';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates } from '../plant-faults.ts';
import { pick, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';
import { pulseRating } from './write-crm-pulse.ts';

const COLUMNS = ['intervention_id', 'account_id', 'play', 'owner', 'started_at', 'ended_on', 'result'];
const PLAYS = ['executive_call', 'training_session', 'success_plan', 'usage_review'];

/**
 * success/interventions_{month}.csv, half-yearly: what the success team undertook for a customer, and again when it ended.
 *
 * Most begin in the week after a poor rating by the CSM, and they have no effect at all: the ratings after them are better
 * only because a rating that came out low by chance is followed by an ordinary one.
 */
export async function writeSuccessInterventions(context: DemoContext): Promise<void> {
  const rated = `(${WEEK_ID} + 1)`;
  const drawn = `${uniform('intervention', WEEK_ID)} < case
    when ${uniform('pulse', rated)} < 0.13 and ${pulseRating('h.health', rated)} <= 2 then 0.4 else 0.002 end`;
  await context.session.run(`
    create or replace temp table demo_rows as
    with weeks as (${customerWeeks(context, { drawn, day: 'interventionPlay' })}),
    started as (select * replace (day + 7 as day) from weeks),
    ended as (
      select
        s.*,
        day + 14 + cast(floor(30 * ${uniform('interventionEnd', 's.id')}) as integer) as last_day,
        case when last_day < coalesce(l.left_on, date '9999-12-31') then last_day end as ended_on
      from started as s join demo_life as l on l.n = s.n and s.day < coalesce(l.left_on, date '9999-12-31')
    )
    select
      'success/interventions_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by day, id) * 2 as seq,
      cast(null as varchar) as fault,
      'INT-' || id as intervention_id,
      ${crmId()} as account_id,
      ${pick(PLAYS, 'interventionPlay', '(id * 2 + 1)')} as play,
      author as owner,
      ${isoTimestamp(workingTime('day', uniform('intervention', 'id')))} as started_at,
      case when ended_on < p.to_day then ended_on end as ended_on,
      case when ended_on < p.to_day then
        ${pick(['done', 'done', 'done', 'done', 'done', 'done', 'no_answer', 'no_answer', 'declined'], 'interventionEnd', '(id * 2 + 1)')}
      end as result
    from ended join demo_period as p
      on p.size = 'half' and day < p.to_day and day >= date '${context.calendar.start}'
      and (day >= p.from_day or (ended_on >= p.from_day and ended_on < p.to_day))`);
  await plantDuplicates(context, 110, 300);
  await writeRows(context, {
    source: 'success__interventions',
    style: 'csv',
    columns: COLUMNS,
    key: 'intervention_id',
    newest: newestFile(context, 'half', 'success/interventions_', '.csv'),
  });
}
