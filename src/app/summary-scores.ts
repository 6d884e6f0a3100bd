import { literal } from '../core/sql/quote.ts';
import type { Session } from '../ports/warehouse.ts';
import { bandOrder } from './band-order.ts';
import type { ScoreDay } from './score-day.ts';

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

/** The scores of the day, and each band's place from the worst on; `unknown` comes last. */
async function ranked(serving: Session, day: ScoreDay): Promise<{ with: string; best: number }> {
  const bands = await bandOrder(serving, day);
  const places = bands.map((band, i) => `when ${literal(band)} then ${i}`);
  const place = places.length === 0 ? '0' : `case band ${places.join(' ')} else ${bands.length} end`;
  return {
    with: `with today as (select *, ${place} as rank from scores where score_name = $1 and as_of = $2::date)`,
    best: bands.length - 1,
  };
}

/** Accounts and ARR by band, worst first. */
export async function readBands(serving: Session, day: ScoreDay): Promise<BandSummary[]> {
  const today = await ranked(serving, day);
  const rows = await serving.rows<{
    band: string;
    accounts: number;
    currency: string | null;
    arr: number | null;
  }>(
    `${today.with}
    select band, currency, count(*) as accounts, sum(arr) as arr
    from today
    group by band, rank, currency
    order by rank, band, arr desc nulls last, currency`,
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
  const today = await ranked(serving, day);
  const rows = await serving.rows<RiskyAccount & Record<'reason_1' | 'reason_2' | 'reason_3', string | null>>(
    `${today.with}
    select account_id, account_name, band, score, score_change_30d, arr, currency, days_to_renewal,
      reason_1, reason_2, reason_3
    from today
    where score is not null and rank < ${today.best}
    order by rank, arr desc nulls last, account_id
    limit ${limit}`,
    [day.score_name, day.as_of],
  );
  return rows.map(({ reason_1, reason_2, reason_3, ...account }) => ({
    ...account,
    reasons: [reason_1, reason_2, reason_3].filter((reason) => reason !== null),
  }));
}
