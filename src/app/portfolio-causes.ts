import { benjaminiHochberg } from '../core/stats/false-discovery.ts';
import { fisherExact } from '../core/stats/fisher-exact.ts';
import type { Session } from '../ports/warehouse.ts';
import { bandOrder } from './band-order.ts';
import { publishedCard } from './published-card.ts';
import type { ScoreDay } from './score-day.ts';

/** A measure that is bad more often among the accounts of the worst band than among the others. */
export interface Cause {
  readonly dimension: string;
  readonly measure: string;
  /** Accounts of the worst band, and all others, that have a value; and for how many of each it lies in the worse half of the scale. */
  readonly low: number;
  readonly low_bad: number;
  readonly others: number;
  readonly others_bad: number;
  /** How many times as frequent it is among the low; null where none of the others has it. */
  readonly lift: number | null;
  readonly p: number;
  /** p, corrected for all the measures that were looked at (Benjamini-Hochberg). */
  readonly q: number;
}

const CREDIBLE_Q = 0.05;

/** What the low accounts have in common, the most over-represented first; only what chance would hardly do. */
export async function readCauses(serving: Session, day: ScoreDay): Promise<Cause[]> {
  const [worst] = await bandOrder(serving, day);
  const counted = await serving.rows<
    Pick<Cause, 'dimension' | 'measure' | 'low' | 'low_bad' | 'others' | 'others_bad'>
  >(
    `with
      today as (select account_id, band, score from scores where score_name = $1 and as_of = $2::date and score is not null),
      measured as (
        select lines.dimension, lines.item as measure, coalesce(today.band = $4, false) as is_low, lines.scaled_value <= $3 as is_bad
        from score_measures as lines
        inner join today on today.account_id = lines.account_id
        where lines.score_name = $1 and lines.as_of = $2::date and lines.kind = 'measure'
          and lines.state = 'present' and lines.weight > 0
      )
     select dimension, measure, count(*) filter (where is_low) as low, count(*) filter (where is_low and is_bad) as low_bad,
      count(*) filter (where not is_low) as others, count(*) filter (where not is_low and is_bad) as others_bad
     from measured group by dimension, measure order by dimension, measure`,
    [day.score_name, day.as_of, await middleOfScale(serving, day), worst ?? null],
  );
  const tested = counted.filter(({ low, others }) => low > 0 && others > 0);
  const ps = tested.map(({ low, low_bad, others, others_bad }) =>
    fisherExact({ hits: low_bad, n: low, otherHits: others_bad, otherN: others }),
  );
  const { q } = benjaminiHochberg(ps);
  return tested
    .map((row, i) => ({ ...row, lift: liftOf(row), p: ps[i] ?? 1, q: q[i] ?? 1 }))
    .filter((cause) => cause.q < CREDIBLE_Q && (cause.lift ?? Number.POSITIVE_INFINITY) > 1)
    .sort((a, b) => a.p - b.p || (a.measure < b.measure ? -1 : 1));
}

function liftOf({ low, low_bad, others, others_bad }: Omit<Cause, 'lift' | 'p' | 'q'>): number | null {
  return others_bad === 0 ? null : low_bad / low / (others_bad / others);
}

/** Half-way between the worst and the best that a measure can be put at; of a scale of 0 to 100 where the scorecard was not kept. */
async function middleOfScale(serving: Session, day: ScoreDay): Promise<number> {
  const { min, max } = (await publishedCard(serving, day))?.scale ?? { min: 0, max: 100 };
  return (min + max) / 2;
}
