import type { Play } from '../../../core/config/actions-schema.ts';
import type { PreparedTable, PublishedTable } from '../../../core/publish/published-table.ts';
import { literal, qualified } from '../../../core/sql/quote.ts';
import { type ActionInputs, readingsCte } from './action-inputs.ts';
import { ALERT_OCCASIONS_CTE } from './alert-occasions.ts';
import { episodeCtes, episodeId } from './episodes.ts';
import { PLAY_COLUMNS } from './play-columns.ts';
import { playOccasionsCte } from './play-occasions.ts';
import { profileQuery } from './profile-columns.ts';
import { columnList, day } from './table-inputs.ts';

/** The plays that scenarios have fired: once for as long as a scenario holds, with whose it is and by when. */
export function playsTable(): PublishedTable {
  return {
    name: 'plays',
    description:
      'One row per account and play whose scenario holds, or held within the time in which it counts as the same.',
    key: ['play', 'account_id', 'as_of'],
    columns: PLAY_COLUMNS,
    query: `select * from ${FIRED_PLAYS}`,
  };
}

/** The prepared plays of the as-of date, with the columns of the published table. */
export const FIRED_PLAYS = 'temp.main.fired_plays';

/** The queue goes by the plays as well. */
export function firedPlays(inputs: ActionInputs): PreparedTable {
  return { name: 'fired_plays', query: query(inputs) };
}

function query(inputs: ActionInputs): string {
  const today = day(inputs);
  return `
  with
  ${readingsCte(inputs)},
  ${ALERT_OCCASIONS_CTE},
  ${playOccasionsCte(inputs)},
  ${episodeCtes({ from: 'play_occasions', subject: ['play', 'account_id'] })},
  profile as (${profileQuery(inputs)}
  ),
  ${settingsCte(inputs.actions.plays)},
  ${answersCte(inputs)},
  fired as (
    select
      episodes.*,
      settings.* exclude (play),
      profile.* exclude (account_id, as_of, owner),
      profile.owner as account_owner,
      this.before_on as previous_on,
      cast(since + settings.due_in_days as date) as due_on,
      cast(since + settings.due_in_days + settings.escalate_after_days as date) as escalate_on,
    from episodes
    inner join readings as this on this.as_of = ${today}
    inner join settings on settings.play = episodes.play
    inner join profile on profile.account_id = episodes.account_id
    where date_diff('day', episodes.as_of, ${today}) <= cool_down_days or episodes.as_of = this.before_on
  ),
  answered as (
    select fired.play, fired.account_id, min(answers.done_known_on) as done_known_on
    from fired
    inner join answers
      on answers.play = fired.play and answers.account_id = fired.account_id and answers.started_on >= fired.since
    group by fired.play, fired.account_id
  ),
  judged as (
    select
      fired.*,
      answered.done_known_on,
      case
        when answered.done_known_on is not null then 'done'
        when fired.as_of < ${today} then 'closed'
        when answered.play is not null then 'in_progress'
        when fired.escalate_on <= ${today} then 'escalated'
        when fired.due_on < ${today} then 'overdue'
        when fired.since = ${today} then 'new'
        else 'open'
      end as status,
    from fired
    left join answered on answered.play = fired.play and answered.account_id = fired.account_id
  ),
  final as (
    select
      account_id,
      ${today} as as_of,
      play,
      ${episodeId('play', ['play', 'account_id'])} as play_id,
      status,
      first_message as reason,
      case when owner_rule = 'account' then coalesce(account_owner, without_owner) else owner_rule end as owner,
      since as opened_on,
      due_on,
      escalate_on,
      escalate_to,
      steps,
      arr,
      days_to_renewal,
      case status
        when 'new' then true
        when 'escalated' then coalesce(escalate_on > previous_on, true)
        when 'done' then coalesce(done_known_on >= previous_on, true)
        when 'closed' then as_of = previous_on
        else false
      end as is_news,
      ${literal(inputs.snapshotId)} as snapshot_id,
    from judged
  )
  select ${columnList(PLAY_COLUMNS)} from final`;
}

/** What the plays' author has laid down, one row a play. */
function settingsCte(plays: readonly Play[]): string {
  const rows = plays.map(({ name, owner, without_owner, due_in_days, steps, escalate }) =>
    [
      literal(name),
      literal(owner),
      literal(without_owner),
      String(due_in_days),
      escalate === undefined ? 'cast(null as integer)' : String(escalate.after_days),
      escalate === undefined ? 'cast(null as varchar)' : literal(escalate.to),
      literal(steps.join('; ')),
    ].join(', '),
  );
  const none = "'', '', '', 0, 0, '', ''";
  return `settings as (
    select * from (values ${(rows.length === 0 ? [none] : rows).map((row) => `(${row})`).join(', ')})
      as settings (play, owner_rule, without_owner, due_in_days, escalate_after_days, escalate_to, steps)
  )`;
}

/**
 * What the team has undertaken, as it was known on the day, under the name of the play that it answers. An end is believed after
 * its day; one of which the result is not `done` leaves the play in progress.
 */
function answersCte(inputs: ActionInputs): string {
  const { plays, interventions } = inputs.actions;
  const names = plays.flatMap(({ name, answered_by = [name] }) =>
    answered_by.map((called) => `(${literal(name)}, ${literal(called)})`),
  );
  if (interventions === undefined || names.length === 0)
    return `answers as (
    select '' as play, '' as account_id, cast(null as date) as started_on, cast(null as date) as done_known_on where false
  )`;
  const today = day(inputs);
  return `answers as (
    select
      names.play,
      undertaken.account_id,
      cast(undertaken.started_at as date) as started_on,
      case
        when undertaken.ended_on < ${today} and undertaken.result = 'done'
        then greatest(undertaken.ended_on, cast(undertaken.known_at as date))
      end as done_known_on,
    from ${qualified(`build.${interventions}`)} as undertaken
    inner join (values ${names.join(', ')}) as names (play, called) on names.called = undertaken.play
    where undertaken.known_at < ${today} and undertaken.started_at < ${today}
  )`;
}
