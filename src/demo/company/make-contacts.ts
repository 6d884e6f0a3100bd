import type { DemoContext } from '../demo-context.ts';
import { between, pick, uniform } from '../random.ts';
import { PERSON_FIRST, PERSON_LAST } from '../words.ts';

/**
 * `demo_contact`: the people the CRM knows, by account and slot (0 champion, 1 decision maker, 2 economic buyer,
 * 3 executive, then business users). When the latent health says that the champion left, the next one comes weeks later.
 */
export async function makeContacts(context: DemoContext): Promise<void> {
  const { session, calendar } = context;
  const week = '(n * 4096 + w)';
  const slot = '(n * 16 + slot)';
  const person = '(n * 65536 + slot * 4096 + turn)';
  await session.run(`
    create or replace temp table demo_contact as
    with departures as (
      select n, w, date '${calendar.epoch}' + 7 * w + ${between('championDay', 0, 6, week)} as day
      from demo_health join demo_life using (n)
      where champion_left and day > signed_on
    ),
    champions as (
      select n, 0 as slot, 0 as turn, signed_on as since from demo_life
      union all
      select n, 0 as slot, w as turn, day + ${between('championGap', 21, 100, week)} as since from departures
    ),
    champion_spans as (
      select c.n, c.slot, c.turn, c.since, min(d.day) as gone_on
      from champions as c left join departures as d on d.n = c.n and d.day > c.since
      group by c.n, c.slot, c.turn, c.since
    ),
    others as (
      select
        l.n,
        cast(s.slot as integer) as slot,
        0 as turn,
        l.signed_on + ${between('contactSince', 0, 90, '(l.n * 16 + s.slot)')} as since
      from demo_life as l join demo_account as a using (n), range(1, 9) as s(slot)
      where s.slot < [3, 5, 8][a.tier + 1]
    ),
    people as (
      -- Two departures can fall into one vacancy: the next champion then comes once, after the later of the two.
      select * from champion_spans
      qualify row_number() over (partition by n, gone_on order by since) = 1
      union all
      select
        *,
        case when ${uniform('contactGone', slot)} < 0.25 then since + cast(floor(fmod(${uniform('contactGone', slot)} * 1000, 1) * 900) as integer) + 90 end
      from others
    )
    select
      p.*,
      'CON-' || lpad(cast(n + 1001 as varchar), 6, '0') || '-' || slot || case when turn = 0 then '' else '-' || turn end as contact_id,
      case slot when 0 then 'champion' when 1 then 'decision_maker' when 2 then 'economic_buyer' when 3 then 'executive' else 'business_user' end as contact_role,
      case slot when 0 then 'Operations Lead' when 1 then 'VP, Operations' when 2 then 'Head of Procurement' when 3 then 'Chief Operating Officer' else 'Team Lead' end as title,
      -- The CRM hears of it only when somebody tells it.
      gone_on + ${between('contactSeen', 0, 30, person)} as gone_known_on,
      ${pick(PERSON_FIRST, 'personFirst', person)} as first_name,
      ${pick(PERSON_LAST, 'personLast', person)} as last_name
    from people as p join demo_account as a using (n)
    where not a.is_stranger`);
}
