import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import { LoadSql, type StagedFileKeys } from '../../core/sql/extract-load.ts';
import { stageQuery } from '../../core/sql/extract-stage.ts';
import { identifier } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { Batch, LoadItem } from './batch.ts';
import { type BrokenRow, takeBrokenRows } from './broken-rows.ts';
import type { ExtractContext } from './extract-context.ts';
import type { Layout } from './layout.ts';
import { isMixedLineEnds, unreadable } from './unreadable.ts';

/** A batch whose files have been read and typed into a temp table of its session; nothing of the build file has changed. */
export interface StagedBatch {
  readonly batch: Batch;
  readonly session: Session;
  readonly sql: LoadSql;
  readonly files: readonly StagedFile[];
  /** Keys that the batch itself holds more than once; of full exports, within one file. They stand in a temp table. */
  readonly keyCount: number;
}

export interface StagedFile extends StagedFileKeys {
  readonly item: LoadItem;
  readonly sha256: string;
  /** Records in the stage. */
  readonly rows: number;
  /** Of them, those that can't be loaded. */
  readonly faults: number;
  /** Rows that never reached the stage. */
  readonly broken: readonly BrokenRow[];
  /** Event times of the good rows. */
  readonly minEventAt: string | null;
  readonly maxEventAt: string | null;
}

interface StatsRow {
  readonly file_index: number;
  readonly rows: number;
  readonly faults: number;
  readonly base: number;
  readonly min_event_at: string | null;
  readonly max_event_at: string | null;
}

/**
 * Reads and types the files of a batch, and hashes them at the same time.
 * @throws HoldfastError unreadableFile, or fileChanging when a file is no longer the one that was listed.
 */
export async function stageBatch(
  context: ExtractContext,
  session: Session,
  batch: Batch,
  stage: string,
): Promise<StagedBatch> {
  const failure = batch.items[0]?.failure;
  if (failure) throw failure;
  const sql = new LoadSql(batch.source, stage);
  const duplicates = new DuplicateSql(sql);
  const hashing = hashAll(context, batch.items);
  const broken = await fillStage(context, session, batch, sql).finally(() => hashing.catch(() => undefined));
  const hashes = await hashing;
  await expectUnchanged(context, batch.items);
  const stats = await session.rows<StatsRow>(sql.fileStats());
  const byIndex = new Map(stats.map((row) => [row.file_index, row]));
  const files = batch.items.map((item, index): StagedFile => {
    const row = byIndex.get(index);
    return {
      item,
      index,
      fileId: item.fileId,
      fileDate: item.file.fileDate,
      generation: item.generation,
      sha256: hashes[index] ?? '',
      rows: row?.rows ?? 0,
      faults: row?.faults ?? 0,
      base: row?.base ?? 0,
      broken: broken.filter((each) => each.fileIndex === index),
      minEventAt: row?.min_event_at ?? null,
      maxEventAt: row?.max_event_at ?? null,
    };
  });
  await session.run(duplicates.createKeys(batch.source.kind === 'full_export'));
  const [keys] = await session.rows<{ n: number }>(`select count(*) as n from ${duplicates.keys}`);
  return { batch, session, sql, files, keyCount: keys?.n ?? 0 };
}

async function fillStage(
  context: ExtractContext,
  session: Session,
  batch: Batch,
  sql: LoadSql,
): Promise<readonly BrokenRow[]> {
  const { layout } = batch;
  if (layout === null) {
    await session.run(`create temp table ${sql.stage} as ${emptyStage(batch)}`);
    return [];
  }
  const paths = await Promise.all(batch.items.map((item) => context.files.localPath(item.file.path)));
  const create = (strict: boolean) =>
    session.run(createStage(batch, layout, sql, layout.reader(paths, strict)));
  try {
    await create(true).catch((error: unknown) => {
      if (layout.lenient && isMixedLineEnds(error)) return create(false);
      throw error;
    });
  } catch (error) {
    throw unreadable(batch.items[0]?.file.path ?? '', error);
  }
  return layout.lines === null ? [] : takeBrokenRows(session);
}

function createStage({ source }: Batch, layout: Layout, sql: LoadSql, reader: string): string {
  const { bindings, decimal, malformed } = layout;
  return `create temp table ${sql.stage} as ${stageQuery({ source, reader, bindings, decimal, malformed })}`;
}

function emptyStage({ source }: Batch): string {
  const columns = source.columns.map(({ name, type }) => `null::${type} as ${identifier(name)}`);
  return `select ${columns.join(', ')}, 0 as _fault, '' as _value, 0 as _file where false`;
}

async function hashAll(context: ExtractContext, items: readonly LoadItem[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const { file, sha256 } of items) hashes.push(sha256 ?? (await context.files.sha256(file.path)));
  return hashes;
}

async function expectUnchanged(context: ExtractContext, items: readonly LoadItem[]): Promise<void> {
  for (const { file } of items) {
    const now = await context.files.stat(file.path);
    if (now?.size !== file.size || now.modifiedMs !== file.modifiedMs)
      fail('fileChanging', { path: file.path }, { file: file.path });
  }
}
