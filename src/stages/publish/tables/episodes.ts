/** Rows on which something holds, to be seen as episodes. */
export interface Occasions {
  /**
   * CTE with the columns of `subject`, as_of, level (integer, more is worse), message, baseline (double) and cool_down_days; a
   * CTE `readings` stands before it.
   */
  readonly from: string;
  /** What one episode is about. */
  readonly subject: readonly string[];
}

/**
 * CTEs that end in `episodes`: the latest episode of each subject with its last row's columns, and `since`, its first reading;
 * `anchor_on`, the calendar's date before that; first_message, first_baseline; and worst_before, the highest level of
 * its earlier rows.
 *
 * Occasions on readings in a row are one episode, and so are those that lie no further apart than the cool-down. It follows from
 * the readings alone, so that every later day and every re-run finds the same.
 */
export function episodeCtes({ from, subject }: Occasions): string {
  const by = subject.join(', ');
  return `dated_occasions as (
    select
      ${from}.*,
      readings.reading_no,
      readings.before_on,
      lag(${from}.as_of) over own as earlier_on,
      lag(readings.reading_no) over own as earlier_no,
    from ${from}
    inner join readings on readings.as_of = ${from}.as_of
    window own as (partition by ${by} order by ${from}.as_of)
  ),
  numbered_occasions as (
    select
      *,
      count_if(earlier_no is null or (reading_no > earlier_no + 1 and date_diff('day', earlier_on, as_of) > cool_down_days))
        over (partition by ${by} order by as_of) as episode_no,
    from dated_occasions
  ),
  told_occasions as (
    select
      *,
      first_value(as_of) over episode as since,
      first_value(before_on) over episode as anchor_on,
      first_value(message) over episode as first_message,
      first_value(baseline) over episode as first_baseline,
      max(level) over (episode rows between unbounded preceding and 1 preceding) as worst_before,
      row_number() over (partition by ${by} order by as_of desc) as from_last,
    from numbered_occasions
    window episode as (partition by ${by}, episode_no order by as_of)
  ),
  episodes as (
    select * from told_occasions where from_last = 1
  )`;
}

/**
 * SQL for the lasting name of an episode. It holds the calendar's date before its beginning and not the beginning: a day between
 * two of the calendar's dates gives it the name that the calendar's next date will.
 */
export function episodeId(what: string, subject: readonly string[]): string {
  const parts = [`'${what}'`, ...subject, "coalesce(cast(anchor_on as varchar), '')"];
  return `substr(sha256(concat_ws('|', ${parts.join(', ')})), 1, 16)`;
}
