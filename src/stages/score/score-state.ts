import { literal, qualified } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
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
 * @throws HoldfastError defect when a wanted date was not built for all of them.
 */
export async function readSequences(
  session: Session,
  relations: readonly string[],
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
  const missing = wanted.find((date) => !built.has(date));
  if (missing !== undefined) {
    fail('defect', {
      detail: `${relations.join(', ')}: not all are built for ${missing}, which is to be scored`,
    });
  }
  return built;
}
