import type { DemoContext } from '../demo-context.ts';
import { normal, uniform } from '../random.ts';

/** Share of an account's deviation that lasts a week: a half-life of 23 weeks. */
const PERSISTENCE = 0.97;
const SPREAD = 0.9;

/**
 * `demo_health`: the latent health behind everything, one row per account and week: the account's mean plus an AR(1)
 * walk, with a drop when its champion leaves. About standard normal over all accounts.
 */
export async function makeHealth({ session, calendar }: DemoContext): Promise<void> {
  const noise = SPREAD * Math.sqrt(1 - PERSISTENCE ** 2);
  const id = '(n * 4096 + w + 1)';
  await session.run(`
    create or replace temp table demo_health as
    with recursive walk as (
      select n, 0 as w, mean_health, ${SPREAD} * ${normal('shock', 'n * 4096')} as deviation, false as champion_left
      from demo_account
      union all
      select
        n,
        w + 1,
        mean_health,
        ${PERSISTENCE} * deviation + ${noise} * ${normal('shock', id)}
          - case when ${uniform('champion', id)} < 0.004 then 0.9 else 0 end,
        ${uniform('champion', id)} < 0.004
      from walk
      where w < ${calendar.weeks}
    )
    select n, w, mean_health + deviation as health, champion_left
    from walk
    order by n, w`);
}

/** The week that holds a day, as SQL. */
export function weekOf(day: string, { calendar }: DemoContext, lag = 0): string {
  return `cast(floor((${day} - date '${calendar.epoch}') / 7) as integer) - ${lag}`;
}
