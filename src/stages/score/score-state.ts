import { literal, qualified } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { refuseNotBuilt } from './refuse-not-built.ts';
import type { StoredDate } from './score-dates.ts';

/** What is stored of one score, oldest date first. */
export async function readStoredDates(session: Session, score: string): Promise<StoredDate[]> {
  const rows = await session.rows<{
    as_of: string;
    scorecard_hash: string;
    sequence: number;
    is_reading: boolean;
    is_explained: boolean;
  }>(
    `select cast(as_of as varchar) as as_of, scorecard_hash, sequence, is_reading, is_explained
     from build.meta.score_state where score_name = $1 order by as_of`,
    [score],
  );
  return rows.map((row) => ({
    asOf: row.as_of,
    hash: row.scorecard_hash,
    sequence: row.sequence,
    isReading: row.is_reading,
    isExplained: row.is_explained,
  }));
}

/**
 * By date: the newest sequence number of some relations of the spine's grain. A date that was built anew has a higher one.
 * @throws HoldfastError notBuilt when a wanted date was not built for all of them, which a run of some nodes alone can meet.
 */
export async function readSequences(
  session: Session,
  { score, relations }: { score: string; relations: readonly string[] },
  wanted: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const names = relations.map(literal).join(', ');
  const rows = await session.rows<{ as_of: string; sequence: number; relations: number }>(
    `select cast(as_of as varchar) as as_of, max(sequence) as sequence, count(*) as relations
     from ${qualified('build.meta.as_of_state')} where relation in (${names}) group by as_of`,
  );
  const built = new Map(
    rows.filter((row) => row.relations === relations.length).map((row) => [row.as_of, row.sequence]),
  );
  const missing = wanted.filter((date) => !built.has(date));
  if (missing.length > 0) await refuseUnbuilt(session, { score, relations }, missing);
  return built;
}

async function refuseUnbuilt(
  session: Session,
  { score, relations }: { score: string; relations: readonly string[] },
  missing: readonly string[],
): Promise<void> {
  const [first = ''] = missing;
  const rows = await session.rows<{ relation: string }>(
    `select relation from ${qualified('build.meta.as_of_state')} where as_of = cast($1 as date)`,
    [first],
  );
  const built = new Set(rows.map(({ relation }) => relation));
  const upstream = relations.find((relation) => !built.has(relation)) ?? '';
  refuseNotBuilt(score, [upstream], missing);
}
