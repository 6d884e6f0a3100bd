import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import type { LoadSql } from '../../core/sql/extract-load.ts';
import { RejectSql } from '../../core/sql/extract-rejects.ts';
import { identifier, literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { Verdict } from './judge-duplicates.ts';
import type { StagedBatch } from './staged-batch.ts';
import type { NamedFile } from './write-rejects.ts';

/** Temp table of rows that leave the raw relation with this batch: declared columns, _known_at, generation. */
export function leavingRows(sql: LoadSql): string {
  return identifier(`${sql.stageName}_leaving`);
}

/** Takes the rows of files out: the ones that count, the ones that had lost, and their rejects. */
export async function takeOut(
  { session, sql, files }: StagedBatch,
  fileIds: readonly number[],
): Promise<void> {
  const ids = fileIds.join(', ');
  const generation = files[0]?.generation ?? 0;
  await session.run(`insert into ${leavingRows(sql)}
    select ${sql.columns()}, _known_at, ${generation} from ${sql.raw} where _file_id in (${ids})`);
  for (const relation of [sql.raw, sql.losers])
    await session.run(`delete from ${relation} where _file_id in (${ids})`);
  await removeRejects(session, sql, fileIds);
}

export async function removeRejects(
  session: Session,
  { source }: LoadSql,
  fileIds: readonly number[],
): Promise<void> {
  await session.run(
    `delete from build.meta.rejects where source = ${literal(source.relation)} and file_id in (${fileIds.join(', ')})`,
  );
}

export async function createLeavingRows({ session, sql }: StagedBatch): Promise<void> {
  await session.run(`create or replace temp table ${leavingRows(sql)} as
    select ${sql.columns()}, _known_at, 0::bigint as _generation from ${sql.raw} where false`);
}

/** Rows that lose their key leave for the losers' relation; rows that are beaten no longer come back. */
export async function moveRows(staged: StagedBatch, verdict: Verdict): Promise<void> {
  const { session, sql, files } = staged;
  const { beaten } = new DuplicateSql(sql);
  if (verdict.beaten.size > 0)
    await session.run(`insert into ${sql.losers} ${sql.goodRows(files, beaten, true)}`);
  if (verdict.displaced.size > 0) await displace(staged, [...verdict.displaced.keys()]);
  if (verdict.promoted.size > 0) await promote(staged);
  if (verdict.stillLost > 0) await renameWinners(staged, verdict.others);
}

async function displace(staged: StagedBatch, fileIds: readonly number[]): Promise<void> {
  const { session, sql } = staged;
  const { beaten } = new DuplicateSql(sql);
  const lost = `b.place = 'kept' and b.file_id = r._file_id and b.record = r._record`;
  const inFiles = `r._file_id in (${fileIds.join(', ')})`;
  await session.run(`insert into ${leavingRows(sql)}
    select ${sql.columns('r')}, r._known_at, w.generation
    from ${sql.raw} as r join ${beaten} as b on ${lost} join ${generations(staged)} on w.file_id = b.winner_file where ${inFiles}`);
  await session.run(`insert into ${sql.losers}
    select r.*, b.winner_file from ${sql.raw} as r join ${beaten} as b on ${lost} where ${inFiles}`);
  await session.run(
    `delete from ${sql.raw} as r where ${inFiles}
       and (r._file_id, r._record) in (select file_id, record from ${beaten} where place = 'kept')`,
  );
}

async function promote({ session, sql }: StagedBatch): Promise<void> {
  const { promoted } = new DuplicateSql(sql);
  const back = `(r._file_id, r._record) in (select file_id, record from ${promoted})`;
  await session.run(
    `insert into ${sql.raw} select * exclude (_winner_file) from ${sql.losers} as r where ${back}`,
  );
  await session.run(`delete from ${sql.losers} as r where ${back}`);
  await session.run(new RejectSql(sql).removePromoted());
}

async function renameWinners(
  { session, sql, files }: StagedBatch,
  others: readonly NamedFile[],
): Promise<void> {
  const { beaten } = new DuplicateSql(sql);
  await session.run(`update ${sql.losers} as r set _winner_file = b.winner_file from ${beaten} as b
    where b.place = 'lost' and b.file_id = r._file_id and b.record = r._record`);
  const named = [...files.map((file) => ({ fileId: file.fileId, path: file.item.file.path })), ...others];
  await session.run(new RejectSql(sql).renameWinners(named));
}

function generations({ files }: StagedBatch): string {
  const values = files.map((file) => `(${file.fileId}, ${file.generation})`).join(', ');
  return `(values ${values}) as w(file_id, generation)`;
}
