import type { Scorecard } from '../core/config/scorecard-schema.ts';
import type { Session } from '../ports/warehouse.ts';
import { publishedCard } from './published-card.ts';
import type { ScoreDay } from './score-day.ts';

/**
 * The bands of a score on a published day, worst first, without `unknown`. They are those of the scorecard, so that a band
 * that nobody is in keeps its place: where all are in the worst, nobody is in the best. Where the scorecard was not kept the
 * bands of that day, ranked by the scores in them.
 */
export async function bandOrder(serving: Session, day: ScoreDay): Promise<readonly string[]> {
  const card = await publishedCard(serving, day);
  return card === null ? rankedByScore(serving, day) : bandsOf(card);
}

/** Variants cut the same scale, and may name its parts otherwise. */
function bandsOf({ bands, variants }: Scorecard): string[] {
  const starts = new Map<string, number>();
  for (const { name, from } of [...bands, ...variants.flatMap((variant) => variant.bands ?? [])])
    if (!starts.has(name)) starts.set(name, from);
  return [...starts].sort(([, a], [, b]) => a - b).map(([name]) => name);
}

async function rankedByScore(serving: Session, { score_name, as_of }: ScoreDay): Promise<string[]> {
  const rows = await serving.rows<{ band: string }>(
    `select band from scores where score_name = $1 and as_of = $2::date and band <> 'unknown'
     group by band order by median(score), band`,
    [score_name, as_of],
  );
  return rows.map(({ band }) => band);
}
