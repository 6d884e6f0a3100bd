import { customerWeeks, WEEK_ID } from '../company/customer-weeks.ts';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates, plantFault } from '../plant-faults.ts';
import { pick, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const COLUMNS = ['tag_id', 'account_id', 'tag', 'author', 'noted_at', 'expires_on'];
const RISK = '0.012 * exp(-0.9 * health)';
const CONFIDENCE = '0.012 * exp(0.5 * health)';

/**
 * crm/tags_{month}.jsonl, half-yearly: tags that CSMs put on customers: those of risk when health is low, those of
 * confidence when it is high, and one when the CRM hears that a champion left. Most expire.
 */
export async function writeCrmTags(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with weeks as (${customerWeeks(context, { drawn: `${uniform('tag', WEEK_ID)} < ${RISK} + ${CONFIDENCE}`, day: 'tag' })}),
    tagged as (
      select n, id * 2 as tag_no, day, author, ${uniform('tag', 'id')} < ${RISK} as is_risk,
        case when is_risk then ${pick(['threat_to_company', 'blocking_feature_missing', 'blocking_feature_missing'], 'tagKind', 'id')}
          else ${pick(['case_study', 'referral', 'reference_call'], 'tagKind', 'id')} end as tag
      from weeks
      union all
      select c.n, (c.n * 4096 + c.turn) * 2 + 1, c.gone_known_on, a.first_owner, true, 'champion_left'
      from demo_contact as c join demo_account as a using (n) join demo_life as l using (n)
      where c.slot = 0 and ${uniform('tagKind', '((c.n * 4096 + c.turn) * 2 + 1)')} < 0.85
        and c.gone_known_on < coalesce(l.left_on, date '9999-12-31')
    )
    select
      'crm/tags_' || p.month || '.jsonl' as file,
      row_number() over (partition by p.month order by day, tag_no) * 2 as seq,
      cast(null as varchar) as fault,
      'TAG-' || tag_no as tag_id,
      ${crmId()} as account_id,
      tag,
      author,
      ${isoTimestamp(workingTime('day', uniform('tagKind', 'tag_no')))} as noted_at,
      case when ${uniform('tagKind', 'tag_no')} < 0.85 then day + case when is_risk then 90 else 180 end end as expires_on
    from tagged join demo_period as p on p.size = 'half' and day >= p.from_day and day < p.to_day`);
  await plantFault(context, {
    kind: 'unknown_account',
    first: 40,
    every: 250,
    set: `account_id = 'ACC-9' || right(account_id, 5)`,
  });
  await plantDuplicates(context, 130, 400);
  await writeRows(context, {
    source: 'crm__tags',
    style: 'lines',
    columns: COLUMNS,
    key: 'tag_id',
    newest: newestFile(context, 'half', 'crm/tags_', '.jsonl'),
  });
}
