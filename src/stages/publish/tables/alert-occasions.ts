import type { PreparedTable } from '../../../core/publish/published-table.ts';
import { literal } from '../../../core/sql/quote.ts';
import { type ActionInputs, isWanted, readingsCte, watchedCards } from './action-inputs.ts';
import { dataOccasions } from './alert-data-occasions.ts';

/** Where the occasions of a snapshot's alerts lie while it is published: alerts and plays both go by them. */
const PREPARED = 'alert_occasions';

/**
 * Every reading on which there is a reason for an alert, with score_name, account_id, as_of, kind, level (2 is severe), message,
 * baseline (what counts as back again) and cool_down_days.
 */
export function alertOccasions(inputs: ActionInputs): PreparedTable {
  const kinds = [
    ...(isWanted(inputs, 'band_drop') ? [bandDrops(inputs)] : []),
    ...(isWanted(inputs, 'score_drop') ? [scoreDrops(inputs)] : []),
    ...dataOccasions(inputs),
  ];
  const query = `
  with
  ${scoredCtes(inputs)}
  ${kinds.join('\n    union all') || NONE}`;
  return { name: PREPARED, query };
}

/** A CTE `alert_occasions` of what has been prepared. */
export const ALERT_OCCASIONS_CTE = `${PREPARED} as (
    select * from temp.main.${PREPARED}
  )`;

/** CTEs `readings`, `bands` (rank from the worst), `cards`, and `scored`: the watched scores on all readings. */
export function scoredCtes(inputs: ActionInputs): string {
  return `${readingsCte(inputs)},
  ${cardCtes(inputs)},
  scored as (
    select
      scores.account_id, scores.score_name, scores.as_of, scores.score, scores.band, scores.coverage, bands.rank, cards.drop_points,
      cards.least_coverage,
    from build.scores.scores as scores
    inner join readings on readings.as_of = scores.as_of
    inner join cards on cards.score_name = scores.score_name
    left join bands on bands.score_name = scores.score_name and bands.band = scores.band
  )`;
}

const NONE = `
    select score_name, account_id, as_of, '' as kind, 0 as level, '' as message, cast(0 as double) as baseline, 0 as cool_down_days
    from scored
    where false`;

/** Bands by rank from the worst; and of each card how many points are a drop, and how much must be known. */
function cardCtes(inputs: ActionInputs): string {
  const { score_drop, stale_data } = inputs.actions.alerts;
  const cards = watchedCards(inputs);
  const ranks = cards.flatMap(({ name, bands }) =>
    bands.map((band, i) => `(${literal(name)}, ${literal(band)}, ${i + 1})`),
  );
  const facts = cards.map(({ name, scale, minimumCoverage }) => {
    const drop = (scale.max - scale.min) * score_drop.share_of_scale;
    const least = Math.max(minimumCoverage, stale_data.coverage_below ?? 0);
    return `(${literal(name)}, cast(${drop.toFixed(4)} as decimal(9, 4)), cast('${least}' as double))`;
  });
  return `bands as (
    select * from (values ${ranks.join(', ') || "('', '', 0)"}) as bands (score_name, band, rank)
  ),
  cards as (
    select * from (values ${facts.join(', ') || "('', cast(0 as decimal(9, 4)), cast(0 as double))"}) as cards (score_name, drop_points, least_coverage)
  )`;
}

/** As long as the band is worse than the best one of late. */
function bandDrops({ actions }: ActionInputs): string {
  const { days, cool_down_days } = actions.alerts.band_drop;
  return `
    select
      now.score_name,
      now.account_id,
      now.as_of,
      'band_drop' as kind,
      case when now.rank = 1 then 2 else 1 end as level,
      'band fell from ' || best.band || ' to ' || now.band as message,
      cast(now.best_rank as double) as baseline,
      ${cool_down_days} as cool_down_days,
    from (
      select *, max(rank) over of_late as best_rank
      from scored
      window of_late as (
        partition by account_id, score_name order by as_of range between interval ${days} day preceding and current row
      )
    ) as now
    inner join bands as best on best.score_name = now.score_name and best.rank = now.best_rank
    where now.rank < now.best_rank`;
}

/** Against the last of the readings that lie so many days before. */
function scoreDrops({ actions }: ActionInputs): string {
  const { days, cool_down_days } = actions.alerts.score_drop;
  return `
    select
      now.score_name,
      now.account_id,
      now.as_of,
      'score_drop' as kind,
      case when before.score - now.score >= 2 * now.drop_points then 2 else 1 end as level,
      'score fell by ' || cast(cast(before.score - now.score as decimal(9, 1)) as varchar)
        || ' from ' || cast(cast(before.score as decimal(9, 1)) as varchar)
        || ' on ' || cast(before.as_of as varchar) as message,
      cast(before.score as double) as baseline,
      ${cool_down_days} as cool_down_days,
    from scored as now
    inner join (
      select later.as_of, max(earlier.as_of) as before_on
      from readings as later
      inner join readings as earlier on earlier.as_of <= cast(later.as_of - interval ${days} day as date)
      group by later.as_of
    ) as compared on compared.as_of = now.as_of
    inner join scored as before
      on before.account_id = now.account_id
      and before.score_name = now.score_name
      and before.as_of = compared.before_on
    where before.score - now.score >= now.drop_points`;
}
