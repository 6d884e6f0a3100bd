import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates, plantFault } from '../plant-faults.ts';
import { uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const COLUMNS = ['progress_id', 'objective_id', 'account_id', 'value', 'measured_at'];

/** success/objective_progress_{month}.csv, half-yearly: what was measured of the objectives. */
export async function writeSuccessProgress(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    select
      'success/objective_progress_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by day, progress_no) * 2 as seq,
      cast(null as varchar) as fault,
      'PRG-' || progress_no as progress_id,
      'OBJ-' || objective_no as objective_id,
      ${crmId()} as account_id,
      value,
      ${isoTimestamp(workingTime('day', uniform('progress', 'progress_no')))} as measured_at
    from demo_progress join demo_period as p on p.size = 'half' and day >= p.backlog_from and day < p.to_day`);
  await plantFault(context, {
    kind: 'impossible_date',
    first: 135,
    every: 800,
    set: `measured_at = '2025-02-30T12:00:00Z'`,
  });
  await plantDuplicates(context, 260, 600);
  await writeRows(context, {
    source: 'success__objective_progress',
    style: 'csv',
    columns: COLUMNS,
    key: 'progress_id',
    newest: newestFile(context, 'half', 'success/objective_progress_', '.csv'),
  });
  await context.session.run('drop table demo_progress; drop table demo_objective');
}
