import type { DemoContext } from '../demo-context.ts';
import { between, uniform } from '../random.ts';

/** One group begins in every stretch of so many accounts: about 12 % of the accounts then belong to one. */
const STRETCH = 28;

/**
 * `demo_group`: the parent of each account that has one, and the day from which the CRM shows it. Groups of two to five
 * neighbours; the parent is the oldest customer among those that the CRM never deletes. One child in five was bought later.
 */
export async function makeGroups({ session, calendar, options }: DemoContext): Promise<void> {
  const joining = uniform('groupJoined', 'n');
  await session.run(`
    create or replace temp table demo_group as
    with members as (
      select n, signed_on, n // ${STRETCH} as group_no,
        ${uniform('vanish', 'n')} >= 0.12 as stays
      from demo_account
      where n < ${options.accounts}
        and n % ${STRETCH} >= ${between('group', 0, STRETCH - 6, `(n // ${STRETCH})`)}
        and n % ${STRETCH} < ${between('group', 0, STRETCH - 6, `(n // ${STRETCH})`)} + ${between('groupSize', 2, 5, `(n // ${STRETCH})`)}
    ),
    parents as (
      select group_no, n as parent_n, signed_on as parent_signed_on
      from members where stays
      qualify row_number() over (partition by group_no order by signed_on, n) = 1
    )
    select
      m.n,
      p.parent_n,
      greatest(m.signed_on, p.parent_signed_on, case
        when ${joining} < 0.2
          then date '${calendar.start}' + cast(floor(fmod(${joining} * 1000, 1) * (date '${calendar.until}' - date '${calendar.start}')) as integer)
        else m.signed_on
      end) as joined_on
    from members as m join parents as p using (group_no)
    where m.n <> p.parent_n`);
}
