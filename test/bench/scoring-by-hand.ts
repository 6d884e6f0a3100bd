import { DIMENSIONS, featureOf, MEASURES, MODELS, normaliserOf } from './scoring-card.ts';
import type { ScoringWorld } from './scoring-world.ts';

/** Every measure from 0 to 100 by the same curves, and the middle where nothing is known. */
const places = Array.from({ length: MEASURES }, (_, m) => {
  const { model, column } = featureOf(m);
  const share = `least(greatest(cast(${model}.${column} as double) / 100, 0), 1)`;
  const value = `cast(${model}.${column} as double)`;
  const curves: Readonly<Record<string, string>> = {
    s_curve: `100 * ${share} * ${share} * (3 - 2 * ${share})`,
    log: `100 * least(ln(1 + greatest(${value}, 0)) / ln(101), 1)`,
    tiers: `case when ${value} < 20 then 0.0 when ${value} < 60 then 50.0 else 100.0 end`,
    linear: `100 * ${share}`,
  };
  return `case when ${value} is null then 50.0 else ${curves[normaliserOf(m).type]} end`;
});
const weight = 1 / MEASURES;

/** The spine with all features, of some dates. */
function joined(dates: readonly string[]): string {
  const wanted = `as_of in (${dates.map((date) => `date '${date}'`).join(', ')})`;
  const models = Array.from(
    { length: MODELS },
    (_, m) => `left join (select * from build.features.m${m} where ${wanted}) as m${m}
      on m${m}.account_id = spine.account_id and m${m}.as_of = spine.as_of`,
  );
  return `(select * from build.spine.account_as_of where ${wanted}) as spine ${models.join(' ')}`;
}

/** A weighted mean and its band for every account and date, written to a table. */
export function meanByHand({ session, dates }: ScoringWorld): Promise<number> {
  return session.run(`create or replace table build.main.hand_scores as
    select account_id, as_of, 'thirty' as score_name, cast(score as decimal(9,4)) as score,
      case when score < 45 then 'poor' when score < 60 then 'okay' else 'good' end as band
    from (select spine.account_id, spine.as_of, ${places.map((place) => `${place} * ${weight}`).join(' + ')} as score
      from ${joined(dates)})`);
}

/** Lines of the same dates and as many measures, with all columns of score_measures, by one plain unnest. */
export async function linesByHand({ session }: ScoringWorld): Promise<number> {
  const dates = await session.rows<{ as_of: string }>(
    'select cast(as_of as varchar) as as_of from build.meta.score_state where is_explained order by as_of',
  );
  const lines = places.map((place, m) => {
    const { model, column } = featureOf(m);
    return `{'dimension': 'dimension_${Math.floor((m * DIMENSIONS) / MEASURES)}', 'item': 'measure_${m}', 'kind': 'measure',
      'raw_value': cast(${model}.${column} as double), 'scaled_value': ${place}, 'weight': ${weight},
      'points': cast(${place} * ${weight} as decimal(9,4)), 'max_points': cast(${100 * weight} as decimal(9,4)),
      'state': case when ${model}.${column} is null then 'missing' else 'present' end, 'raw_text': cast(null as varchar)}`;
  });
  return session.run(`create or replace table build.main.hand_lines as
    select account_id, as_of, 'thirty' as score_name, unnest(line)
    from (select spine.account_id, spine.as_of, unnest([${lines.join(', ')}]) as line
      from ${joined(dates.map(({ as_of }) => as_of))})`);
}
