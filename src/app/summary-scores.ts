import type { Session } from '../ports/warehouse.ts';

/** One score on one day. */
export interface ScoreDay {
  readonly score_name: string;
  readonly as_of: string;
}

export interface Money {
  readonly currency: string | null;
  readonly amount: number;
}

export interface BandSummary {
  readonly band: string;
  readonly accounts: number;
  /** By currency: amounts of different currencies are never added. */
  readonly arr: readonly Money[];
}

export interface RiskyAccount {
  readonly account_id: string;
  readonly account_name: string | null;
  readonly band: string;
  readonly score: number;
  readonly score_change_30d: number | null;
  readonly arr: number | null;
  readonly currency: string | null;
  readonly days_to_renewal: number | null;
  /** What costs most points, most first. */
  readonly reasons: readonly string[];
}

/** Bands are ranked by the scores in them, so that this needs nothing but what is published. */
const RANKED = `
  with
  today as (select * from scores where score_name = $1 and as_of = $2::date),
  ranks as (
    select band, row_number() over (order by band = 'unknown', median(score), band) as rank
    from today
    group by band
  )`;

/** Accounts and ARR by band, worst first. */
export async function readBands(serving: Session, day: ScoreDay): Promise<BandSummary[]> {
  const rows = await serving.rows<{
    band: string;
    accounts: number;
    currency: string | null;
    arr: number | null;
  }>(
    `${RANKED}
    select band, currency, count(*) as accounts, sum(arr) as arr
    from today inner join ranks using (band)
    group by band, rank, currency
    order by rank, arr desc nulls last, currency`,
    [day.score_name, day.as_of],
  );
  const names = [...new Set(rows.map(({ band }) => band))];
  return names.map((band) => {
    const own = rows.filter((row) => row.band === band);
    return {
      band,
      accounts: own.reduce((sum, { accounts }) => sum + accounts, 0),
      arr: own.flatMap(({ currency, arr }) => (arr === null ? [] : [{ currency, amount: arr }])),
    };
  });
}

/** The accounts with most ARR in the worst band, then in the next one; none in the best. */
export async function readRisks(serving: Session, day: ScoreDay, limit: number): Promise<RiskyAccount[]> {
  const rows = await serving.rows<RiskyAccount & Record<'reason_1' | 'reason_2' | 'reason_3', string | null>>(
    `${RANKED}
    select account_id, account_name, band, score, score_change_30d, arr, currency, days_to_renewal,
      reason_1, reason_2, reason_3
    from today inner join ranks using (band)
    where band <> 'unknown' and score is not null
      and rank < (select max(rank) from ranks where band <> 'unknown')
    order by rank, arr desc nulls last, account_id
    limit ${limit}`,
    [day.score_name, day.as_of],
  );
  return rows.map(({ reason_1, reason_2, reason_3, ...account }) => ({
    ...account,
    reasons: [reason_1, reason_2, reason_3].filter((reason) => reason !== null),
  }));
}
