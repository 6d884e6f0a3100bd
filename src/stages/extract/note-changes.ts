import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import type { LoadSql } from '../../core/sql/extract-load.ts';
import { identifier, literal } from '../../core/sql/quote.ts';
import type { Verdict } from './judge-duplicates.ts';
import { leavingRows } from './move-rows.ts';
import type { StagedBatch } from './staged-batch.ts';

/**
 * Notes what later stages must look at again when a batch only added rows: from when those of each file were known, and the
 * UTC days on which they happened.
 */
export async function noteArrivals({ session, sql, files }: StagedBatch): Promise<void> {
  const source = literal(sql.source.relation);
  const known = files.flatMap(({ generation, minKnownAt }) =>
    minKnownAt === null ? [] : [`(${generation}, ${source}, timestamp ${literal(minKnownAt)})`],
  );
  const days = files.flatMap((file) =>
    file.days.map((day) => `(${file.generation}, ${source}, date ${literal(day)})`),
  );
  if (known.length > 0) await session.run(`insert into build.meta.raw_changes values ${known.join(', ')}`);
  if (days.length > 0) await session.run(`insert into build.meta.touched_days values ${days.join(', ')}`);
}

/**
 * The same when rows lost their key or left: contents are compared, so that a row which leaves with one file and comes back
 * with another is no change. Only rows whose key leaves have anything to be compared with.
 */
export async function noteDifference(
  staged: StagedBatch,
  { verdict, removed }: { verdict: Verdict | null; removed: boolean },
): Promise<void> {
  const { session, sql, files } = staged;
  const newest = Math.max(...files.map((file) => file.generation));
  const promoted = verdict !== null && verdict.promoted.size > 0;
  const come = promoted ? `${arrived(staged)} union all ${returned(sql, newest)}` : arrived(staged);
  const leaves = removed || (verdict !== null && verdict.displaced.size > 0);
  const changes = identifier(`${sql.stageName}_changes`);
  await session.run(`create or replace temp table ${changes} as
    select c._generation as generation, cast(${sql.eventTime('c')} as date) as day, min(c._known_at) as known_from
    from (${leaves ? difference(sql, come) : come}) as c group by 1, 2`);
  const source = literal(sql.source.relation);
  await session.run(`insert into build.meta.raw_changes
    select generation, ${source}, min(known_from) from ${changes} group by generation order by generation`);
  await session.run(`insert into build.meta.touched_days
    select generation, ${source}, day from ${changes} where day is not null order by generation, day`);
}

/** The batch's rows in the raw relation, with the generation of their file. */
function arrived({ sql, files }: StagedBatch): string {
  const own = files.map((file) => `(${file.fileId}, ${file.generation})`).join(', ');
  return `select ${sql.columns('r')}, r._known_at, w.generation as _generation from ${sql.raw} as r
    join (values ${own}) as w(file_id, generation) on w.file_id = r._file_id
    where r._file_id in (${files.map((file) => file.fileId).join(', ')})`;
}

/** Rows that count again because what had beaten them is gone. */
function returned(sql: LoadSql, generation: number): string {
  const { promoted } = new DuplicateSql(sql);
  return `select ${sql.columns('r')}, r._known_at, ${generation} as _generation from ${sql.raw} as r
    join ${promoted} as p on p.file_id = r._file_id and p.record = r._record`;
}

function difference(sql: LoadSql, come: string): string {
  const columns = sql.columns();
  const leaving = leavingRows(sql);
  const same = `join ${leaving} as l on ${sql.sameKey('l', 'a')}`;
  return `select ${columns}, _known_at, _generation from (${come}) as a anti ${same}
    union all
    select ${columns}, _known_at, max(_generation) from (
      select ${columns}, _known_at, _generation, 1 as _sign from (${come}) as a semi ${same}
      union all select ${columns}, _known_at, _generation, -1 from ${leaving})
    group by ${columns}, _known_at having sum(_sign) <> 0`;
}
