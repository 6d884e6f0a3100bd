import type { DemoContext } from '../demo-context.ts';
import { between, normal, uniform } from '../random.ts';
import { workingTime } from './sql-text.ts';

/**
 * `demo_ticket`. A well customer asks now and then; an unwell one either complains a lot or, nearly half of them, falls
 * silent: so no ticket at all is a worse sign than a few. Answers to unwell customers are slower.
 */
export async function makeTickets({ session, calendar }: DemoContext): Promise<void> {
  const slot = '(h.n * 65536 + h.w * 16 + r.j)';
  const u = (purpose: Parameters<typeof uniform>[0]) => uniform(purpose, 'ticket_no');
  await session.run(`
    create or replace temp table demo_ticket as
    with rated as (
      select
        h.n, h.w, h.health,
        sqrt(a.first_seats) * case
          when h.health >= -0.3 then 0.10
          when a.is_silent then 0.10 * exp(2.2 * (h.health + 0.3))
          else 0.10 * exp(-0.7 * (h.health + 0.3))
        end as rate
      from demo_health as h join demo_account as a using (n)
      where not a.is_stranger and not a.lacks_support_id
    ),
    opened as (
      select h.n, h.health, ${slot} as ticket_no,
        date '${calendar.epoch}' + 7 * h.w + ${between('ticketDay', 0, 6, slot)} as day
      from rated as h, range(0, 8) as r(j)
      where ${uniform('ticket', slot)} < h.rate / 8
    ),
    graded as (
      select
        o.*,
        ${workingTime('day', u('ticketDay'))} as opened_at,
        case
          when ${u('severity')} < 0.05 + 0.04 * greatest(0, -health) then 1
          when ${u('severity')} < 0.22 + 0.06 * greatest(0, -health) then 2
          when ${u('severity')} < 0.75 then 3
          else 4
        end as grade
      from opened as o join demo_life as l using (n)
      where day >= l.signed_on and day < coalesce(l.left_on, date '9999-12-31') and day >= date '${calendar.start}'
    ),
    answered as (
      select
        *,
        opened_at + to_minutes(cast(ceil([45, 160, 450, 900][grade] * exp(0.6 * ${normal('response', 'ticket_no')} - 0.3 * health)) as bigint)) as first_response_at,
        to_minutes(cast(ceil([300, 1000, 3000, 6500][grade] * exp(0.8 * ${normal('resolution', 'ticket_no')} - 0.3 * health)) as bigint)) as work,
        ${u('escalated')} < 0.02 + 0.05 * greatest(0, -health) as is_escalated,
        ${u('reopened')} < 0.05 + 0.03 * greatest(0, -health) as is_reopened,
        ${u('unresolved')} < 0.015 as is_unresolved
      from graded
    ),
    resolved as (
      select
        *,
        case when not is_unresolved then first_response_at + case when is_reopened then 2 * work else work end end as resolved_at
      from answered
    )
    select
      n, ticket_no, health, opened_at, first_response_at, resolved_at,
      ['critical', 'high', 'normal', 'low'][grade] as severity,
      ['how_to', 'bug', 'billing', 'integration', 'performance'][1 + cast(floor(5 * fmod(${u('severity')} * 1000, 1)) as integer)] as topic,
      case when is_escalated then first_response_at + work / 2 end as escalated_at,
      case when is_reopened and not is_unresolved then first_response_at + work end as reopened_at,
      least(5, greatest(1, cast(round(4.0 + 0.55 * health + 0.8 * ${normal('rating', 'ticket_no')}) as integer))) as csat_score,
      case when ${u('rated')} < 0.35 then resolved_at + to_minutes(cast(30 + floor(4000 * ${u('rated')}) as bigint)) end as csat_at
    from resolved`);
}
