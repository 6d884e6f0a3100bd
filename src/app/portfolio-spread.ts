import type { Session } from '../ports/warehouse.ts';
import type { ScoreDay } from './score-day.ts';

/** How the scores of one day are spread. Quantiles are of the accounts that have a score. */
export interface ScoreSpread {
  readonly accounts: number;
  readonly withheld: number;
  readonly quantiles: Quantiles | null;
}

/** The 10th, 25th, 50th, 75th and 90th hundredth. */
export interface Quantiles {
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
}

/** How one measure is spread over the accounts, on the common scale. */
export interface MeasureSpread {
  readonly dimension: string;
  readonly measure: string;
  /** Accounts with a value; `missing` have none or one too old, `not_applicable` don't need one. */
  readonly present: number;
  readonly missing: number;
  readonly not_applicable: number;
  readonly quantiles: Quantiles | null;
  /** Points that it costs an account on average, over those with a value. */
  readonly mean_lost: number | null;
}

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];

/** Of `value`, as a list in the order of the shares; null without values. */
const quantileList = (value: string) => `quantile_disc(${value}, [${SHARES.join(', ')}])`;

export async function readSpread(serving: Session, day: ScoreDay): Promise<ScoreSpread> {
  const [row] = await serving.rows<{ accounts: number; withheld: number; quantiles: number[] | null }>(
    `select count(*) as accounts, count(*) filter (where score is null) as withheld,
      ${quantileList('cast(score as double)')} as quantiles
     from scores where score_name = $1 and as_of = $2::date`,
    [day.score_name, day.as_of],
  );
  return {
    accounts: row?.accounts ?? 0,
    withheld: row?.withheld ?? 0,
    quantiles: named(row?.quantiles ?? null),
  };
}

/** Every measure by dimension and name. */
export async function readMeasureSpreads(serving: Session, day: ScoreDay): Promise<MeasureSpread[]> {
  const rows = await serving.rows<Omit<MeasureSpread, 'quantiles'> & { quantiles: number[] | null }>(
    `select dimension, item as measure,
      count(*) filter (where state = 'present') as present,
      count(*) filter (where state in ('missing', 'stale')) as missing,
      count(*) filter (where state = 'not_applicable') as not_applicable,
      ${quantileList('scaled_value')} as quantiles,
      cast(avg(max_points - points) filter (where state = 'present') as double) as mean_lost
     from score_measures
     where score_name = $1 and as_of = $2::date and kind = 'measure'
     group by dimension, item order by dimension, item`,
    [day.score_name, day.as_of],
  );
  return rows.map((row) => ({ ...row, quantiles: named(row.quantiles) }));
}

function named(values: readonly number[] | null): Quantiles | null {
  if (values === null) return null;
  const [p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0] = values;
  return { p10, p25, p50, p75, p90 };
}
