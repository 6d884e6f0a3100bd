import { workspaceId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates } from '../plant-faults.ts';
import { between, normal, uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { workingTime } from './sql-text.ts';

const COLUMNS = ['sync_id', 'integration_id', 'workspace_id', 'synced_at', 'records'];
const ID = '(i.integration_no * 4096 + h.w)';

/**
 * product/syncs_{month}.parquet, half-yearly: per integration and week in which it synced, its last sync and the records of
 * all. An integration of an unwell customer skips weeks: nobody renews the password.
 */
export async function writeProductSyncs(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with synced as (
      select
        i.n, i.integration_no, ${ID} as sync_no, h.health,
        date '${context.calendar.epoch}' + 7 * (h.w + 1) + ${between('sync', 3, 6, ID)} as day
      from demo_integration as i join demo_health as h using (n)
      where day > i.connected_on and day < coalesce(i.disconnected_on, date '9999-12-31')
        and ${uniform('sync', ID)} < 1 / (1 + exp(-2.4 - 1.6 * h.health))
    )
    select
      'product/syncs_' || p.month || '.parquet' as file,
      row_number() over (partition by p.month order by day, sync_no) * 2 as seq,
      cast(null as varchar) as fault,
      'SY-' || sync_no as sync_id,
      'IG-' || integration_no as integration_id,
      ${workspaceId()} as workspace_id,
      ${workingTime('day', uniform('syncSize', 'sync_no'))} as synced_at,
      cast(floor(exp(5 + 0.8 * ${normal('syncSize', 'sync_no')} + 0.4 * health)) as integer) as records
    from synced join demo_period as p on p.size = 'half' and day >= p.from_day and day < p.to_day`);
  await plantDuplicates(context, 150, 900);
  await writeRows(context, {
    source: 'product__syncs',
    style: 'parquet',
    columns: COLUMNS,
    key: 'sync_id',
    newest: newestFile(context, 'half', 'product/syncs_', '.parquet'),
  });
  await context.session.run('drop table demo_integration');
}
