import { weekOf } from '../company/make-health.ts';
import type { Period } from '../demo-calendar.ts';
import type { DemoContext } from '../demo-context.ts';
import { uniform } from '../random.ts';
import { EVENT_NAMES } from '../words.ts';

/** Names 1 to 6 are everyday ones, the rest the product's core. */
const EVERYDAY = 6;
/** Most events of one user on one day: they get their numbers from this many slots. */
const SLOTS = 256;

/** Share of the estimated active days that come true: newcomers are slower, some users get deactivated. Measured. */
const REALISED = 0.89;

/** The chance that an average user of an account in health `health` is active on a working day. */
const chance = (account: string, health: string) => `${account}.usage_level * exp(0.5 * ${health})`;

/**
 * How many events an active user makes on a day, on average, so that the total comes out at about what was asked for.
 * Counted over the whole simulated time from integers, so that it does not move with the last day or the threads.
 */
export async function eventsPerActiveDay(context: DemoContext): Promise<number> {
  const { session, calendar, options } = context;
  const [row] = await session.rows<{ active_days: number }>(`
    with users as (
      select n, date_trunc('week', created_on) as since, count(*) as count_users, sum(cast(round(propensity * 1000) as bigint)) as weight
      from demo_user group by 1, 2
    )
    select cast(sum(cast(round(5.4 * least(1, ${chance('a', 'h.health')}) * u.weight) as bigint)) as double) / 1000 as active_days
    from users as u
    join demo_account as a using (n)
    join demo_life as l using (n)
    join demo_health as h on h.n = u.n and h.w >= 12
    where date '${calendar.epoch}' + 7 * (h.w + 1) >= u.since
      and date '${calendar.epoch}' + 7 * (h.w + 1) < coalesce(l.left_on, date '${calendar.until}')
      and date '${calendar.epoch}' + 7 * (h.w + 1) < date '${calendar.until}'`);
  return (options.events ?? 0) / Math.max(1, REALISED * (row?.active_days ?? 1));
}

/**
 * Adds to `demo_event` what happens in `period`: each user's active days by the account's health of the week before, a
 * login first, then everyday events and, the more the better the health, those of the core features that the account
 * has taken up. Two in a hundred reach the vendor days later. A third of the workspaces that left linger for three weeks.
 */
export async function makeProductEvents(context: DemoContext, period: Period, mean: number): Promise<void> {
  const { session, calendar } = context;
  const day = `(user_no * 4096 + day_no)`;
  const event = `(${day} * ${SLOTS} + slot)`;
  await session.run(`
    insert into demo_event
    with days as (
      select cast(day as date) as day, cast(day as date) - date '${calendar.epoch}' as day_no, isodow(day) as weekday,
        ${weekOf('cast(day as date)', context, 1)} as w
      from range(date '${period.from}', date '${period.to}', interval 1 day) as r(day)
    ),
    -- What holds for a whole week is computed once for it, not for each of its days.
    weeks as (
      select
        u.n, u.user_no, u.created_on, u.deactivated_on, h.w, h.health, a.signed_on, l.left_on,
        coalesce(l.left_on + ${lingering(context)}, date '9999-12-31') as last_day,
        case when u.user_kind <> 'customer' then 0.5 else ${chance('a', 'h.health')} * u.propensity end as p
      from demo_user as u
      join demo_account as a using (n)
      join demo_life as l using (n)
      join demo_health as h on h.n = u.n
      where h.w in (select w from days)
        and u.created_on < date '${period.to}' and coalesce(u.deactivated_on > date '${period.from}', true)
        and coalesce(l.left_on + 21 > date '${period.from}', true)
    ),
    chances as (
      select
        k.n, k.user_no, d.day, d.day_no, k.health, k.left_on <= d.day as has_left,
        k.p
        * case when d.weekday >= 6 then 0.2 else 1 end
        * case when d.day < k.signed_on + 30 then 0.6 else 1 end
        * case when k.left_on <= d.day then 0.25 else 1 end
        * ${Math.min(1, mean)} as p
      from weeks as k join days as d using (w)
      where d.day >= k.created_on
        and d.day < coalesce(k.deactivated_on, date '9999-12-31')
        and d.day < k.last_day
    ),
    active as (
      select *, unnest(range(least(${SLOTS - 1}, ${count(day, mean)}))) as slot
      from chances
      where ${uniform('active', day)} < p
    ),
    timed as (
      select
        *,
        ${event} as event_id,
        day + to_seconds(cast(25200 + floor(${uniform('eventStart', day)} * 25200) + slot * 75
          + case when slot >= 4 then 10800 else 0 end + floor(70 * ${uniform('eventGap', event)}) as bigint)) as occurred_at
      from active
    )
    select
      event_id,
      occurred_at,
      occurred_at + to_seconds(cast(case
        when ${uniform('received', event)} < 0.98 then floor(20 * ${uniform('receivedLate', event)})
        when ${uniform('received', event)} < 0.999 then 3600 + floor(86400 * 8 * ${uniform('receivedLate', event)})
        else 86400 * (20 + floor(8 * ${uniform('receivedLate', event)})) end as bigint)) as received_at,
      n,
      user_no,
      cast(${eventName(event)} as utinyint) as name_no,
      coalesce(has_left, false) as has_left,
      cast(0 as utinyint) as copy,
      cast(received_at as date) as file_on
    from timed`);
}

/** A geometric number of events with the given mean, at least one. */
function count(day: string, mean: number): string {
  if (mean <= 1) return '1';
  return `1 + cast(floor(ln(1 - ${uniform('eventCount', day)}) / ${Math.log(1 - 1 / mean)}) as bigint)`;
}

function lingering({ mess }: DemoContext): string {
  return `case when ${mess} and ${uniform('straggle', 'u.n')} < 0.33 then 21 else 0 end`;
}

/** The place of the event's name in EVENT_NAMES. A core feature that the account never took up becomes an everyday event. */
function eventName(event: string): string {
  const core = EVENT_NAMES.length - EVERYDAY;
  const draw = uniform('eventName', event);
  const wanted = `(${EVERYDAY} + cast(floor(${core} * fmod(${draw} * 97, 1)) as integer))`;
  const adopted = `${uniform('adopted', `(n * 16 + ${wanted})`)} < 0.55 + 0.2 * health`;
  return `case
    when slot = 0 then 0
    when ${uniform('eventDepth', event)} < 0.4 + 0.12 * health and ${adopted} then ${wanted}
    else 1 + cast(floor(${EVERYDAY - 1} * ${draw}) as integer)
  end`;
}
