import type { Circumstance, Play } from '../../../core/config/actions-schema.ts';
import { literal, qualified } from '../../../core/sql/quote.ts';
import type { ActionInputs } from './action-inputs.ts';
import { conditionSql, featureJoins } from './condition-sql.ts';

type AlertAsked = Extract<Circumstance, { alert: unknown }>;

/**
 * A CTE `play_occasions`: every reading on which a play's scenario holds, with play, account_id, as_of, level, message (why, in
 * words), baseline and cool_down_days. `readings` and `alert_occasions` stand before it.
 */
export function playOccasionsCte({ actions, profile }: ActionInputs): string {
  const scenarios = actions.plays.map(scenario);
  return `accounts as (
    select profile.account_id, profile.as_of
    from ${qualified(`build.${profile}`)} as profile
    inner join readings on readings.as_of = profile.as_of
  ),
  play_occasions as (${scenarios.join('\n    union all') || NONE}
  )`;
}

const NONE = `
    select '' as play, account_id, as_of, 0 as level, '' as message, cast(0 as double) as baseline, 0 as cool_down_days,
    from accounts
    where false`;

function scenario({ name, when, reason, again_after_days }: Play): string {
  const alerts = when.filter((asked): asked is AlertAsked => 'alert' in asked);
  const others = when.flatMap((asked) => ('alert' in asked ? [] : [circumstanceSql(asked)]));
  const features = when.flatMap((asked) => ('feature' in asked ? [asked.feature] : []));
  const words = [literal(reason), ...alerts.map((_asked, i) => `alert_${i}.message`)].join(" || ': ' || ");
  return `
    select
      ${literal(name)} as play,
      accounts.account_id,
      accounts.as_of,
      1 as level,
      ${words} as message,
      cast(0 as double) as baseline,
      ${again_after_days} as cool_down_days,
    from accounts
    ${[...alerts.map(alertJoin), featureJoins(features, 'accounts')].filter(Boolean).join('\n    ')}
    where ${others.join(' and ') || 'true'}`;
}

function alertJoin({ alert, score }: AlertAsked, i: number): string {
  const ofScore = score === undefined ? '' : ` and score_name = ${literal(score)}`;
  return `inner join (
      select account_id, as_of, min(message) as message
      from alert_occasions
      where kind = ${literal(alert)}${ofScore}
      group by account_id, as_of
    ) as alert_${i} on alert_${i}.account_id = accounts.account_id and alert_${i}.as_of = accounts.as_of`;
}

function circumstanceSql(asked: Exclude<Circumstance, AlertAsked>): string {
  if ('feature' in asked) return `(${conditionSql(asked)})`;
  return `exists (
      select 1
      from build.scores.scores as banded
      where banded.account_id = accounts.account_id
        and banded.as_of = accounts.as_of
        and banded.score_name = ${literal(asked.score)}
        and banded.band in (${asked.band.map(literal).join(', ')})
    )`;
}
