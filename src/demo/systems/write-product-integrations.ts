import { workspaceId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { writeFile } from '../write-files.ts';

const SOURCE = 'product__integrations';

/** product/integrations_{date}.csv: on the first of each month, every integration that was ever planned, as it stands. */
export async function writeProductIntegrations(context: DemoContext): Promise<void> {
  for (const { from } of context.calendar.months) {
    const on = `date '${from}'`;
    const records = await writeFile(
      context,
      `product/integrations_${from}.csv`,
      'csv',
      `select
        'IG-' || integration_no as integration_id,
        ${workspaceId()} as workspace_id,
        integration,
        case when disconnected_on < ${on} then 'disconnected' when connected_on < ${on} then 'connected' else 'planned' end as status,
        planned_on,
        case when connected_on < ${on} then connected_on end as connected_on,
        coalesce(daily_from < ${on} and not coalesce(disconnected_on < ${on}, false), false) as in_daily_process
      from demo_integration
      where planned_on < ${on}
      order by integration_no`,
    );
    context.tally.source({ source: SOURCE, files: 1, records, keys: records, repeats: 0, rejects: 0 });
  }
}
