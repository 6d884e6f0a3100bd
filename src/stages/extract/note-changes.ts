import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import type { LoadSql } from '../../core/sql/extract-load.ts';
import { identifier, literal } from '../../core/sql/quote.ts';
import { leavingRows } from './move-rows.ts';
import type { StagedBatch } from './stage-batch.ts';

/**
 * Notes what later stages must look at again: from when the rows that were added, removed or changed by each file were known,
 * and the UTC days on which they happened. Where rows leave, contents are compared, so that a row which leaves with one file
 * and comes back with another is no change.
 */
export async function noteChanges(
  staged: StagedBatch,
  { leaving, promoted }: { leaving: boolean; promoted: boolean },
): Promise<void> {
  const { session, sql, files } = staged;
  const own = files.map((file) => `(${file.fileId}, ${file.generation})`).join(', ');
  const arrived = `select ${sql.columns('r')}, r._known_at, w.generation from ${sql.raw} as r
    join (values ${own}) as w(file_id, generation) on w.file_id = r._file_id
    where r._file_id in (${files.map((file) => file.fileId).join(', ')})`;
  const back = promoted
    ? ` union all ${returned(sql, Math.max(...files.map((file) => file.generation)))}`
    : '';
  const changed = leaving ? difference(sql, `${arrived}${back}`) : arrived;
  const changes = changedRows(sql);
  await session.run(`create temp table ${changes} as
    select generation, cast(${sql.eventTime('c')} as date) as day, min(_known_at) as known_from
    from (${changed}) as c group by generation, day`);
  const source = literal(sql.source.relation);
  await session.run(`insert into build.meta.raw_changes
    select generation, ${source}, min(known_from) from ${changes} group by generation order by generation`);
  await session.run(`insert into build.meta.touched_days
    select generation, ${source}, day from ${changes} where day is not null order by generation, day`);
}

/** Temp table of generation, day and known_from. */
export function changedRows(sql: LoadSql): string {
  return identifier(`${sql.stageName}_changes`);
}

/** Rows that came back because what had beaten them is gone. */
function returned(sql: LoadSql, generation: number): string {
  const { promoted } = new DuplicateSql(sql);
  return `select ${sql.columns('r')}, r._known_at, ${generation} from ${sql.raw} as r
    join ${promoted} as p on p.file_id = r._file_id and p.record = r._record`;
}

function difference(sql: LoadSql, arrived: string): string {
  const columns = sql.columns();
  return `select ${columns}, _known_at, max(generation) as generation from (
      select ${columns}, _known_at, generation, 1 as sign from (${arrived})
      union all select ${columns}, _known_at, generation, -1 from ${leavingRows(sql)})
    group by ${columns}, _known_at having sum(sign) <> 0`;
}
