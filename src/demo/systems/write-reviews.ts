import { customerWeeks, WEEK_ID } from '../company/customer-weeks.ts';
import { crmId } from '../company/make-accounts.ts';
import type { DemoContext } from '../demo-context.ts';
import { plantDuplicates } from '../plant-faults.ts';
import { between, normal, pick, uniform } from '../random.ts';
import { REVIEW_SITES } from '../words.ts';
import { newestFile, writeRows } from '../write-rows.ts';
import { isoTimestamp, workingTime } from './sql-text.ts';

const COLUMNS = ['review_id', 'account_id', 'site', 'rating', 'posted_at', 'collected_at'];

/** reviews/reviews_{month}.jsonl, half-yearly: what customers post on public sites, by the day that it was collected. */
export async function writeReviews(context: DemoContext): Promise<void> {
  await context.session.run(`
    create or replace temp table demo_rows as
    with posted as (${customerWeeks(context, { drawn: `${uniform('review', WEEK_ID)} < 0.015`, day: 'reviewSite' })}),
    timed as (
      select *, ${workingTime('day', uniform('reviewScore', '(id * 4)'))} as posted_at,
        posted_at + to_hours(12 + ${between('reviewScore', 0, 456, '(id * 4 + 1)')}) as collected_at
      from posted
    )
    select
      'reviews/reviews_' || p.month || '.jsonl' as file,
      row_number() over (partition by p.month order by collected_at, id) * 2 as seq,
      cast(null as varchar) as fault,
      'REV-' || id as review_id,
      ${crmId()} as account_id,
      ${pick(REVIEW_SITES, 'reviewSite', '(id * 2 + 1)')} as site,
      least(5, greatest(1, cast(round(3.6 + 0.8 * health + 0.8 * ${normal('reviewScore', '(id * 4 + 2)')}) as integer))) as rating,
      ${isoTimestamp('posted_at')} as posted_at,
      ${isoTimestamp('collected_at')} as collected_at
    from timed join demo_period as p
      on p.size = 'half' and cast(collected_at as date) >= p.from_day and cast(collected_at as date) < p.to_day
    where day >= date '${context.calendar.start}'`);
  await plantDuplicates(context, 105, 300);
  await writeRows(context, {
    source: 'reviews__reviews',
    style: 'lines',
    columns: COLUMNS,
    key: 'review_id',
    newest: newestFile(context, 'half', 'reviews/reviews_', '.jsonl'),
  });
}
