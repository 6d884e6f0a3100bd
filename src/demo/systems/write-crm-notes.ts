import { customerWeeks, WEEK_ID } from '../company/customer-weeks.ts';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { NOTES } from '../phrases.ts';
import { plantDuplicates, plantFault } from '../plant-faults.ts';
import { uniform } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';
import { sentence } from './text-of.ts';

const COLUMNS = ['note_id', 'account_id', 'author', 'noted_at', 'body'];

/** crm/notes_{month}.jsonl, half-yearly: what CSMs write down about a customer, two or three sentences of its mood. */
export async function writeCrmNotes(context: DemoContext): Promise<void> {
  const of = (place: number) => sentence(NOTES, 'noteText', `(id * 4 + ${place})`);
  await context.session.run(`
    create or replace temp table demo_rows as
    with noted as (${customerWeeks(context, { drawn: `${uniform('note', WEEK_ID)} < 0.1`, day: 'note' })})
    select
      'crm/notes_' || p.month || '.jsonl' as file,
      row_number() over (partition by p.month order by day, id) * 2 as seq,
      cast(null as varchar) as fault,
      'NOTE-' || id as note_id,
      ${crmId()} as account_id,
      author,
      ${isoTimestamp(workingTime('day', uniform('note', 'id')))} as noted_at,
      ${of(0)} || case when id % 5 = 0 then chr(10) else ' ' end || ${of(1)}
        || case when id % 3 = 0 then ' ' || ${of(2)} else '' end as body
    from noted join demo_period as p on p.size = 'half' and day >= p.from_day and day < p.to_day`);
  await plantFault(context, { kind: 'truncated_line', first: 160, every: 900 });
  await plantDuplicates(context, 310, 700);
  await writeRows(context, {
    source: 'crm__notes',
    style: 'lines',
    columns: COLUMNS,
    key: 'note_id',
    newest: newestFile(context, 'half', 'crm/notes_', '.jsonl'),
  });
}
