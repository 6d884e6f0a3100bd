import type { DemoContext } from '../demo-context.ts';
import { between, normal, uniform } from '../random.ts';
import { INTEGRATIONS } from '../words.ts';

const ID = '(a.n * 8 + i)';

/**
 * `demo_integration`: what each customer wants connected, when it was, and when it came apart: at the latest when the
 * customer left, and sooner when it is unwell. The well connect more, sooner, and build it into their own process.
 */
export async function makeIntegrations({ session, calendar }: DemoContext): Promise<void> {
  await session.run(`
    create or replace temp table demo_integration as
    with wanted as (
      select
        a.n, ${ID} as integration_no, a.mean_health, l.left_on,
        ([${INTEGRATIONS.map((name) => `'${name}'`).join(', ')}])[1 + (a.n + i) % ${INTEGRATIONS.length}] as integration,
        a.signed_on + ${between('integrationPlan', 3, 60, ID)} + 45 * cast(i as integer) as planned_on
      from demo_account as a join demo_life as l using (n), range(0, 5) as r(i)
      where not a.is_stranger and i < 1 + a.tier + ${between('integration', 0, 2, 'a.n')}
    ),
    connected as (
      select *, case when ${uniform('integration', '(integration_no + 1000000000)')} < 0.9 + 0.05 * mean_health
        then planned_on + 3 + cast(round(25 * exp(0.5 * ${normal('integrationPlan', 'integration_no')} - 0.4 * mean_health)) as integer) end as ready_on
      from wanted
      where planned_on < coalesce(left_on, date '9999-12-31')
    ),
    used as (
      select * exclude (ready_on), case when ready_on < coalesce(left_on, date '9999-12-31') then ready_on end as connected_on
      from connected
    ),
    broken as (
      select u.integration_no, min(date '${calendar.epoch}' + 7 * (h.w + 1) + 3) as broken_on
      from used as u join demo_health as h using (n)
      where h.health < -0.7 and date '${calendar.epoch}' + 7 * (h.w + 1) + 3 > u.connected_on
        and ${uniform('integrationGone', '(u.integration_no * 4096 + h.w)')} < 0.03
      group by u.integration_no
    )
    select
      u.n, u.integration_no, u.integration, u.planned_on, u.connected_on,
      case when u.connected_on is not null then least(b.broken_on, u.left_on) end as disconnected_on,
      case when ${uniform('integrationDaily', 'u.integration_no')} < 0.4 + 0.2 * u.mean_health
        then u.connected_on + 20 + ${between('integrationDaily', 0, 60, '(u.integration_no + 1000000000)')} end as daily_from
    from used as u left join broken as b using (integration_no)`);
}
