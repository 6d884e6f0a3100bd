import type { ScoreSeries } from '../../core/backtest/study-lead-times.ts';
import { dayNumber } from '../../core/config/days.ts';
import { literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';

interface Found {
  readonly account_id: string;
  readonly decision_date: string;
  readonly days: readonly number[] | null;
  readonly scores: readonly number[] | null;
}

/**
 * The calendar's readings of each account that churned, inside the decided term and before the outcome was known. Asks
 * `delta.backtest_decisions`.
 */
export async function readLeadSeries(
  session: Session,
  score: string,
  { asOf, calendar }: { asOf: string; calendar: readonly string[] },
): Promise<ScoreSeries[]> {
  const regular = calendar.length === 0 ? 'null' : calendar.map((day) => `date ${literal(day)}`).join(', ');
  const rows = await session.rows<Found>(
    `with churned as (
      select decision_id, account_id, term_start, decision_date, outcome_known_at from delta.backtest_decisions
      where outcome = 'churned' and decision_date < $2::date and outcome_known_at < $2::date
    ),
    readings as (
      select account_id, as_of, cast(score as double) as score from build.scores.scores
      where score_name = $1 and score is not null and as_of in (${regular})
    )
    select churned.account_id, cast(churned.decision_date as varchar) as decision_date, churned.decision_id,
      list(date_diff('day', date '1970-01-01', readings.as_of) order by readings.as_of)
        filter (where readings.as_of is not null) as days,
      list(readings.score order by readings.as_of) filter (where readings.as_of is not null) as scores
    from churned
    left join readings on readings.account_id = churned.account_id
      and readings.as_of > churned.term_start and readings.as_of < churned.outcome_known_at
    group by all order by all`,
    [score, asOf],
  );
  return rows.map(({ account_id, decision_date, days, scores }) => ({
    account: account_id,
    decisionDate: decision_date,
    decisionDay: dayNumber(decision_date),
    days: Float64Array.from(days ?? [], Number),
    scores: Float64Array.from(scores ?? []),
  }));
}
