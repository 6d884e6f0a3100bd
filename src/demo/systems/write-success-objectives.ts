import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates, plantFault } from '../plant-faults.ts';
import { uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const COLUMNS = [
  'objective_id',
  'account_id',
  'kind',
  'target_value',
  'unit',
  'set_at',
  'due_on',
  'replaces_objective_id',
  'closed_on',
  'outcome',
];

/**
 * success/objectives_{month}.csv, half-yearly: the objectives set in that half-year, and again those closed in it, as they
 * stood at its end: the last version counts.
 */
export async function writeSuccessObjectives(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    select
      'success/objectives_' || p.month || '.csv' as file,
      row_number() over (partition by p.month order by set_on, objective_no) * 2 as seq,
      cast(null as varchar) as fault,
      'OBJ-' || objective_no as objective_id,
      ${crmId()} as account_id,
      kind,
      target_value,
      unit,
      ${isoTimestamp(workingTime('set_on', uniform('objective', 'objective_no')))} as set_at,
      strftime(due_on, '%Y-%m-%d') as due_on,
      'OBJ-' || replaces_no as replaces_objective_id,
      case when closed_on < p.to_day then closed_on end as closed_on,
      case when closed_on < p.to_day then outcome end as outcome
    from demo_objective join demo_period as p
      on p.size = 'half' and set_on < p.to_day
      and (set_on >= p.backlog_from or (closed_on >= p.from_day and closed_on < p.to_day))`);
  await plantFault(context, {
    kind: 'impossible_date',
    first: 125,
    every: 700,
    set: `due_on = '2025-02-30'`,
  });
  await plantDuplicates(context, 240, 500);
  await writeRows(context, {
    source: 'success__objectives',
    style: 'csv',
    columns: COLUMNS,
    key: 'objective_id',
    newest: newestFile(context, 'half', 'success/objectives_', '.csv'),
  });
}
