import { billingId, crmId, supportId, workspaceId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { between, uniform } from '../random.ts';
import { writeFile } from '../write-files.ts';
import { headed } from '../write-rows.ts';
import { amount } from './sql-text.ts';

const SOURCE = 'crm__accounts';
const COLUMNS = [
  'account_id',
  'account_name',
  'segment',
  'industry',
  'employees',
  'owner',
  'status',
  'churn_reason',
  'signed_on',
  'go_live_on',
  'contract_start',
  'renewal_date',
  'contract_term_months',
  'arr',
  'currency',
  'agreed_touch_days',
  'billing_customer_id',
  'workspace_id',
  'support_org_id',
  'office_floor',
  'parent_account_id',
] as const;
/** The column that later exports have and earlier ones lack. */
const ADDED = 'sales_region';

/**
 * crm/accounts_{date}.csv: the whole customer base as the CRM sees it on that morning, with the crosswalk to the other
 * systems. `status` and `churn_reason` give the outcome away to whoever reads the newest export for an old day.
 */
export async function writeCrmAccounts(context: DemoContext): Promise<void> {
  const { tally, calendar } = context;
  const days = calendar.accountExports;
  const addedFrom = Math.floor(days.length * 0.4);
  for (const [index, day] of days.entries()) {
    const columns = index >= addedFrom ? [...COLUMNS, ADDED] : COLUMNS;
    const query = `select ${headed(columns, true)} from (${state(context, day)}) order by account_id`;
    const records = await writeFile(context, pathOf(day), 'csv', query);
    tally.source({ source: SOURCE, files: 1, records, keys: records, repeats: 0, rejects: 0 });
  }
  const added = days[addedFrom];
  const files = added === undefined ? [] : [pathOf(added)];
  tally.mess({ kind: 'column_added', source: SOURCE, count: files.length, unit: 'columns', files });
  await tallyHabits(context);
}

const pathOf = (day: string) => `crm/accounts_${day}.csv`;

/** The CRM's accounts as of the start of `day`. */
function state(context: DemoContext, day: string): string {
  const on = `date '${day}'`;
  const churned = `(t.outcome = 'churned' and t.closed_on < ${on})`;
  return `
    select
      ${crmId('a.n')} as account_id,
      a.account_name,
      ['smb', 'mid_market', 'enterprise'][a.tier + 1 + case when a.segment_changed_on < ${on} then 1 else 0 end] as segment,
      a.industry,
      a.first_seats * a.employees_per_seat as employees,
      case when a.owner_changed_on < ${on} then a.second_owner else a.first_owner end as owner,
      case when ${churned} then 'churned' when t.notice_on < ${on} then 'in_notice' else 'active' end as status,
      case when ${churned} then t.loss_reason end as churn_reason,
      a.signed_on,
      case when a.signed_on + a.days_to_go_live < ${on} then a.signed_on + a.days_to_go_live end as go_live_on,
      t.term_start as contract_start,
      t.contract_end as renewal_date,
      t.term_months as contract_term_months,
      ${amount(`case when ${churned} then 0 when t.added_on < ${on} then t.arr_cents else t.start_arr_cents end`)} as arr,
      'EUR' as currency,
      a.touch_cadence_days as agreed_touch_days,
      ${billingId('a.n')} as billing_customer_id,
      ${workspaceId('a.n')} as workspace_id,
      case when not (${context.mess} and a.lacks_support_id) then ${supportId('a.n')} end as support_org_id,
      -- Every half-year the office moves: a column that changes, and means nothing.
      cast(${between('floor', 1, 30, `a.n * 64 + (${on} - date '${context.calendar.epoch}') // 182`)} as integer) as office_floor,
      case when g.joined_on < ${on} then ${crmId('g.parent_n')} end as parent_account_id,
      a.sales_region
    from demo_account as a join demo_term as t using (n) left join demo_group as g using (n)
    where t.term_start < ${on} and (t.outcome = 'churned' or ${on} <= t.contract_end) and not ${vanished(context, on)}`;
}

/** A few customers that left are deleted some weeks later. */
function vanished({ mess }: DemoContext, on: string): string {
  return `(${mess} and t.outcome = 'churned' and ${uniform('vanish', 't.n')} < 0.12
    and t.closed_on + 30 + ${between('messOnce', 0, 60, 't.n')} < ${on})`;
}

async function tallyHabits(context: DemoContext): Promise<void> {
  const { session, tally, calendar, mess } = context;
  const first = calendar.accountExports[0];
  const last = calendar.accountExports.at(-1);
  if (first === undefined || last === undefined) return;
  const [row] = await session.rows<Record<string, number>>(`
    select
      count(distinct n) filter (contains(account_name, ',')) as quoted_comma,
      count(distinct n) filter (contains(account_name, chr(10))) as quoted_line_break,
      count(distinct n) filter (${mess} and lacks_support_id) as missing_crosswalk,
      count(distinct n) filter (${vanished(context, `date '${last}'`)} and not ${vanished(context, `date '${first}'`)}) as vanished_account
    from demo_account as a join demo_term as t using (n)
    where t.term_start < date '${last}'`);
  for (const [kind, count] of Object.entries(row ?? {}))
    tally.mess({ kind, source: SOURCE, count, unit: 'entities', files: [pathOf(last)] });
  const files = calendar.accountExports.length;
  tally.mess({
    kind: 'byte_order_mark',
    source: SOURCE,
    count: files,
    unit: 'files',
    files: [pathOf(first)],
  });
}
