import { supportId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { CLOSINGS, QUESTIONS } from '../phrases.ts';
import { plantDuplicates, plantFault } from '../plant-faults.ts';
import { pick } from '../random.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { makeTickets } from './make-tickets.ts';
import { isoTimestamp } from './sql-text.ts';
import { sentence } from './text-of.ts';

const COLUMNS = [
  'ticket_id',
  'org_id',
  'severity',
  'topic',
  'opened_at',
  'first_response_at',
  'escalated_at',
  'reopened_at',
  'resolved_at',
  'csat_score',
  'csat_at',
  'body',
];

/**
 * support/tickets_{month}.jsonl: tickets opened in that month and tickets that moved in it, as they stood at its end; the
 * last version counts. A ticket changes by its own dates only: response, escalation, reopening, resolution, rating.
 */
export async function writeSupportTickets(context: DemoContext): Promise<void> {
  await makeTickets(context);
  const seen = (at: string) => `case when ${at} < p.to_day then ${isoTimestamp(at)} end as ${at}`;
  const moved = ['first_response_at', 'escalated_at', 'reopened_at', 'resolved_at', 'csat_at']
    .map((at) => `(${at} >= p.from_day and ${at} < p.to_day)`)
    .join(' or ');
  await context.session.run(`
    create or replace temp table demo_rows as
    select
      'support/tickets_' || p.month || '.jsonl' as file,
      row_number() over (partition by p.month order by t.opened_at, t.ticket_no) * 2 as seq,
      cast(null as varchar) as fault,
      'T-' || ticket_no as ticket_id,
      ${supportId('t.n')} as org_id,
      severity,
      topic,
      ${isoTimestamp('opened_at')} as opened_at,
      ${seen('first_response_at')},
      ${seen('escalated_at')},
      ${seen('reopened_at')},
      ${seen('resolved_at')},
      case when csat_at < p.to_day then csat_score end as csat_score,
      ${seen('csat_at')},
      ${ticketText()} as body
    from demo_ticket as t join demo_period as p
      on p.size = 'month' and t.opened_at < p.to_day and (t.opened_at >= p.from_day or ${moved})`);
  await plantFault(context, {
    kind: 'unknown_account',
    first: 45,
    every: 330,
    set: 'org_id = org_id + 2000000',
  });
  await plantFault(context, {
    kind: 'impossible_date',
    first: 155,
    every: 900,
    set: `opened_at = '2025-02-30T10:00:00Z'`,
  });
  await plantFault(context, { kind: 'truncated_line', first: 301, every: 1100 });
  await plantDuplicates(context, 420, 500);
  await writeRows(context, {
    source: 'support__tickets',
    style: 'lines',
    columns: COLUMNS,
    key: 'ticket_id',
    newest: newestFile(context, 'month', 'support/tickets_', '.jsonl'),
  });
  await context.session.run('drop table demo_ticket');
}

/** What the customer wrote: a question on the topic, and a closing in the mood of the day. */
function ticketText(): string {
  const questions = Object.entries(QUESTIONS).map(
    ([topic, texts]) => `when '${topic}' then ${pick(texts, 'ticketText', '(ticket_no * 4 + 2)')}`,
  );
  return `case topic ${questions.join(' ')} end || ' ' || ${sentence(CLOSINGS, 'ticketText', '(ticket_no * 2)')}`;
}
