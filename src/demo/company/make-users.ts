import type { DemoContext } from '../demo-context.ts';
import { between, normal, pick, uniform } from '../random.ts';
import { INTERNAL_DOMAIN, PERSON_FIRST, PERSON_LAST, TEST_DOMAIN } from '../words.ts';

export const userId = (userNo = 'user_no') => `'u' || lpad(cast(${userNo} as varchar), 7, '0')`;

/**
 * `demo_life`: when each account came and, if it did, left; then `demo_user`: the people with a login, most of whom come
 * in the first weeks. Internal and test users of the vendor sit among them and work whether the customer is well or not.
 */
export async function makeUsers(context: DemoContext): Promise<void> {
  const { session, calendar, mess } = context;
  await session.run(`
    create or replace temp table demo_life as
    select
      a.n,
      a.signed_on,
      max(case when t.outcome = 'churned' then t.contract_end end) as left_on,
      coalesce(max(t.seats + t.seats_added), a.first_seats) as most_seats
    from demo_account as a left join demo_term as t using (n)
    group by a.n, a.signed_on, a.first_seats`);
  const kind = uniform('userKind', 'user_no');
  const span = `greatest(1, coalesce(left_on, date '${calendar.until}') - signed_on - 45)`;
  await session.run(`
    create or replace temp table demo_user as
    with placed as (
      select n, i, row_number() over (order by n, i) as user_no, signed_on, left_on, most_seats
      from (
        select l.*, unnest(range(greatest(1, cast(round(most_seats * (0.65 + 0.5 * ${uniform('users', 'l.n')})) as bigint)))) as i
        from demo_life as l)
    ),
    dated as (
      select
        *,
        signed_on + cast(case
          when i < 0.7 * most_seats then floor(${uniform('userSince', 'user_no')} * 40)
          else 45 + floor(${uniform('userSince', 'user_no')} * ${span})
        end as integer) as created_on
      from placed
    )
    select
      n,
      user_no,
      created_on,
      case when ${uniform('userGone', 'user_no')} < 0.15
        then created_on + ${between('userGoneDay', 60, 600, 'user_no')} end as deactivated_on,
      case when ${mess} and ${kind} < 0.012 then 'internal' when ${mess} and ${kind} < 0.02 then 'test' else 'customer' end as user_kind,
      exp(0.5 * ${normal('propensity', 'user_no')}) as propensity,
      case when i = 0 then 'admin' when ${uniform('userRole', 'user_no')} < 0.8 then 'member' else 'viewer' end as user_role,
      lower(${pick(PERSON_FIRST, 'personFirst', 'user_no')}) || '.' || lower(${pick(PERSON_LAST, 'personLast', 'user_no')}) as mailbox
    from dated`);
}

/** A user's address: the customer's own domain, or the vendor's for staff and test users. */
export function userEmail(): string {
  return `mailbox || user_no || '@' || case user_kind
    when 'internal' then '${INTERNAL_DOMAIN}' when 'test' then '${TEST_DOMAIN}' else 'customer' || n || '.example' end`;
}
