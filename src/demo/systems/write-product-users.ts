import { workspaceId } from '../company/make-accounts.ts';
import { userEmail, userId } from '../company/make-users.ts';
import type { DemoContext } from '../demo-context.ts';
import { uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const SOURCE = 'product__users';
const COLUMNS = ['user_id', 'workspace_id', 'email', 'user_role', 'created_at', 'deactivated_at'];

/** product/users_{month}.csv, half-yearly: users created in that half-year, and again those deactivated in it. */
export async function writeProductUsers(context: DemoContext): Promise<void> {
  const { session, tally } = context;
  await session.run(`
    create or replace temp table demo_rows as
    select
      'product/users_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by user_no) as seq,
      cast(null as varchar) as fault,
      ${userId()} as user_id,
      ${workspaceId()} as workspace_id,
      ${userEmail()} as email,
      user_role,
      ${isoTimestamp(workingTime('created_on', uniform('userSince', 'user_no')))} as created_at,
      case when deactivated_on < p.to_day
        then ${isoTimestamp(workingTime('deactivated_on', uniform('userGone', 'user_no')))} end as deactivated_at
    from demo_user join demo_period as p
      on p.size = 'half' and created_on < p.to_day
      and (created_on >= p.backlog_from or (deactivated_on >= p.from_day and deactivated_on < p.to_day))`);
  const kinds = await session.rows<{ kind: string; count: number; files: string[] }>(`
    select user_kind || '_user' as kind, count(distinct user_id) as count, list(distinct file order by file) as files
    from demo_rows join demo_user as u on user_id = ${userId('u.user_no')}
    where user_kind <> 'customer' group by kind order by kind`);
  for (const { kind, count, files } of kinds)
    tally.mess({ kind, source: SOURCE, count, unit: 'entities', files });
  await writeRows(context, {
    source: SOURCE,
    style: 'csv',
    columns: COLUMNS,
    key: 'user_id',
    newest: newestFile(context, 'half', 'product/users_', '.csv'),
  });
}
