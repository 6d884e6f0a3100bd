import type { Rule } from '../../../core/config/scorecard-schema.ts';
import { literal } from '../../../core/sql/quote.ts';
import { type ActionInputs, isWanted, type WatchedScorecard, watchedCards } from './action-inputs.ts';
import { conditionSql, featureJoins } from './condition-sql.ts';

/**
 * Queries for the alerts that rest on features: red flags and stale data. The rules' conditions are asked of the features anew:
 * what is explained of a score covers a few dates only, and an alert must know of all.
 */
export function dataOccasions(inputs: ActionInputs): string[] {
  const flags = watchedCards(inputs).flatMap((card) =>
    card.rules.filter((rule) => isRed(rule, card)).map((rule, i) => flagged(card, rule, i)),
  );
  return [
    ...(isWanted(inputs, 'red_flag') && flags.length > 0 ? [redFlags(inputs, flags)] : []),
    ...(isWanted(inputs, 'stale_data') ? [staleData(inputs)] : []),
  ];
}

/** A rule that holds the score up is none. */
function isRed({ cap, band }: Rule, { bands }: WatchedScorecard): boolean {
  return cap !== undefined || (band !== undefined && band !== bands.at(-1));
}

function flagged(card: WatchedScorecard, { when, reason }: Rule, position: number): string {
  return `
      select scored.score_name, scored.account_id, scored.as_of, ${position} as position, ${literal(reason)} as reason,
      from scored
      ${joins(when)}
      where scored.score_name = ${literal(card.name)} and ${all(when)}`;
}

/** A second rule that comes to hold makes it worse. */
function redFlags({ actions }: ActionInputs, flags: readonly string[]): string {
  return `
    select
      score_name,
      account_id,
      as_of,
      'red_flag' as kind,
      cast(count(*) as integer) as level,
      string_agg(reason, '; ' order by position) as message,
      cast(0 as double) as baseline,
      ${actions.alerts.red_flag.cool_down_days} as cool_down_days,
    from (${flags.join('\n      union all')}
    ) as flags
    group by score_name, account_id, as_of`;
}

function staleData({ actions }: ActionInputs): string {
  const { sources, cool_down_days } = actions.alerts.stale_data;
  const stopped = sources.map(({ reason, when }) => `case when ${all(when)} then ${literal(reason)} end`);
  const tooLittle = `case when coverage < least_coverage
          then 'only ' || cast(cast(round(100 * coverage) as integer) as varchar) || ' % of the weight is known' end`;
  return `
    select
      score_name,
      account_id,
      as_of,
      'stale_data' as kind,
      1 as level,
      message,
      cast(0 as double) as baseline,
      ${cool_down_days} as cool_down_days,
    from (
      select
        scored.score_name,
        scored.account_id,
        scored.as_of,
        concat_ws('; ', ${[tooLittle, ...stopped].join(',\n          ')}) as message,
      from scored
      ${joins(sources.flatMap(({ when }) => when))}
    ) as judged
    where message <> ''`;
}

function joins(when: Rule['when']): string {
  return featureJoins(
    when.map(({ feature }) => feature),
    'scored',
  );
}

function all(when: Rule['when']): string {
  return when.map((asked) => `(${conditionSql(asked)})`).join(' and ');
}
