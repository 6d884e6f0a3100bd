import { writeFile as writeText } from 'node:fs/promises';
import { join } from 'node:path';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates } from '../plant-faults.ts';
import { uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const SOURCE = 'crm__renewals';
const COLUMNS = [
  'renewal_id',
  'account_id',
  'term_start',
  'contract_end',
  'term_months',
  'stage',
  'notice_at',
  'closed_at',
  'arr_before',
  'arr_after',
  'currency',
  'loss_reason',
];

/** crm/renewals_{month}.jsonl, half-yearly: the renewals closed in that half-year, won or lost. One rerun came out empty. */
export async function writeCrmRenewals(context: DemoContext): Promise<void> {
  const id = '(n * 4096 + k)';
  await context.session.run(`
    create or replace temp table demo_rows as
    select
      'crm/renewals_' || p.month || '.jsonl' as file,
      row_number() over (partition by p.month order by t.closed_on, t.n, t.k) * 2 as seq,
      cast(null as varchar) as fault,
      'REN-' || (n + 1001) || '-' || k as renewal_id,
      ${crmId()} as account_id,
      term_start,
      contract_end,
      term_months,
      case when outcome = 'churned' then 'closed_lost' else 'closed_won' end as stage,
      ${isoTimestamp(workingTime('notice_on', uniform('notice', id)))} as notice_at,
      ${isoTimestamp(workingTime('closed_on', uniform('closed', id)))} as closed_at,
      cast(arr_cents as decimal(18, 2)) / 100 as arr_before,
      cast(next_arr_cents as decimal(18, 2)) / 100 as arr_after,
      'EUR' as currency,
      loss_reason
    from demo_term as t join demo_period as p
      on p.size = 'half' and t.closed_on >= p.from_day and t.closed_on < p.to_day
    where t.closed_on >= date '${context.calendar.start}'`);
  await plantDuplicates(context, 110, 400);
  await writeRows(context, {
    source: SOURCE,
    style: 'lines',
    columns: COLUMNS,
    key: 'renewal_id',
    newest: newestFile(context, 'half', 'crm/renewals_', '.jsonl'),
  });
  await writeEmptyRerun(context);
}

/** A rerun that failed and left a file of no bytes at all. */
async function writeEmptyRerun({ calendar, folder, mess, tally }: DemoContext): Promise<void> {
  const half = calendar.halves.at(-2);
  if (!mess || half === undefined) return;
  const file = `crm/renewals_${half.month}_rerun.jsonl`;
  await writeText(join(folder, file), '');
  tally.source({ source: SOURCE, files: 1, records: 0, keys: 0, repeats: 0, rejects: 0 });
  tally.mess({ kind: 'empty_file', source: SOURCE, count: 1, unit: 'files', files: [file] });
}
