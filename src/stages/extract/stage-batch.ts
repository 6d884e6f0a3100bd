import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import { LoadSql } from '../../core/sql/extract-load.ts';
import { stageQuery } from '../../core/sql/extract-stage.ts';
import { identifier } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { Batch, LoadItem } from './batch.ts';
import { type BrokenRow, takeBrokenRows } from './broken-rows.ts';
import type { ExtractContext } from './extract-context.ts';
import { sameVersion, versionOf } from './file-version.ts';
import type { Layout } from './layout.ts';
import { mapInParallel } from './map-in-parallel.ts';
import type { StagedBatch, StagedFile } from './staged-batch.ts';
import { isMixedLineEnds, unreadable } from './unreadable.ts';

/** The stage's name. A temp table belongs to its session, which works on one batch at a time. */
const STAGE = 'loading';

interface Stats {
  readonly broken: number;
  readonly files: readonly FileStats[] | null;
}

interface FileStats {
  readonly file_index: number;
  readonly rows: number;
  readonly faults: number;
  readonly base: number;
  readonly min_event_at: string | null;
  readonly max_event_at: string | null;
  readonly min_known_at: string | null;
  readonly max_known_at: string | null;
  readonly days: readonly (string | null)[] | null;
}

/**
 * Reads and types the files of a batch, and hashes them at the same time.
 * @throws HoldfastError unreadableFile, or fileChanging when a file is no longer the one that was listed.
 */
export async function stageBatch(
  context: ExtractContext,
  session: Session,
  batch: Batch,
): Promise<StagedBatch> {
  const failure = batch.items[0]?.failure;
  if (failure) throw failure;
  const sql = new LoadSql(batch.source, STAGE);
  const [filled, hashed] = await Promise.allSettled([
    fillStage(context, session, batch, sql),
    hashAll(context, batch.items),
  ]);
  resultOf(filled);
  const hashes = resultOf(hashed);
  await expectUnchanged(context, batch.items);
  const [stats] = await session.rows<Stats>(sql.stats(batch.layout?.lines != null));
  const [keys] = await session.rows<{ Count: number }>(new DuplicateSql(sql).createKeys());
  const broken = stats?.broken ? await takeBrokenRows(session) : [];
  const byIndex = new Map((stats?.files ?? []).map((row) => [row.file_index, row]));
  const files = batch.items.map((item, index) => {
    const found = { sha256: hashes[index] ?? '', broken: broken.filter((row) => row.fileIndex === index) };
    return stagedFile(batch, item, { index, stats: byIndex.get(index), ...found });
  });
  return { batch, session, sql, files, repeatedKeys: keys?.Count ?? 0 };
}

function stagedFile(
  { source }: Batch,
  item: LoadItem,
  found: { index: number; sha256: string; broken: readonly BrokenRow[]; stats: FileStats | undefined },
): StagedFile {
  const { index, sha256, broken, stats } = found;
  const { fileDate } = item.file;
  const floor = source.known_at === 'file' && fileDate !== null ? `${fileDate} 00:00:00` : '';
  return {
    item,
    index,
    fileId: item.fileId,
    fileDate,
    generation: item.generation,
    sha256,
    broken,
    rows: stats?.rows ?? 0,
    faults: stats?.faults ?? 0,
    base: stats?.base ?? 0,
    minEventAt: stats?.min_event_at ?? null,
    maxEventAt: stats?.max_event_at ?? null,
    minKnownAt: later(stats?.min_known_at, floor),
    maxKnownAt: later(stats?.max_known_at, floor),
    days: (stats?.days ?? []).filter((day) => day !== null).sort(),
  };
}

/** ISO text of one form compares as the instants do. */
function later(instant: string | null | undefined, floor: string): string | null {
  if (instant === null || instant === undefined) return null;
  return instant < floor ? floor : instant;
}

async function fillStage(
  context: ExtractContext,
  session: Session,
  batch: Batch,
  sql: LoadSql,
): Promise<void> {
  const { layout } = batch;
  if (layout === null) {
    await session.run(`create or replace temp table ${sql.stage} as ${emptyStage(batch)}`);
    return;
  }
  const held: string[] = [];
  try {
    const paths = await mapInParallel(batch.items, async ({ file }) => {
      const local = await context.files.localPath(file.path);
      held.push(file.path);
      return local;
    });
    await readAll(session, { batch, layout, sql }, paths);
  } finally {
    for (const path of held) context.files.release(path);
  }
}

async function readAll(
  session: Session,
  { batch, layout, sql }: { readonly batch: Batch; readonly layout: Layout; readonly sql: LoadSql },
  paths: readonly string[],
): Promise<void> {
  const create = (strict: boolean) =>
    session.run(createStage(batch, layout, sql, layout.reader(paths, strict)));
  try {
    await create(true).catch((error: unknown) => {
      if (layout.lenient && isMixedLineEnds(error)) return create(false);
      throw error;
    });
  } catch (error) {
    throw unreadable(batch.items[0]?.file.path ?? '', paths[0] ?? '', error);
  }
}

function createStage({ source }: Batch, layout: Layout, sql: LoadSql, reader: string): string {
  const { bindings, decimal, malformed } = layout;
  return `create or replace temp table ${sql.stage} as ${stageQuery({ source, reader, bindings, decimal, malformed })}`;
}

function emptyStage({ source }: Batch): string {
  const columns = source.columns.map(({ name, type }) => `null::${type} as ${identifier(name)}`);
  return `select ${columns.join(', ')}, 0 as _fault, '' as _value, 0 as _file where false`;
}

function hashAll(context: ExtractContext, items: readonly LoadItem[]): Promise<string[]> {
  return mapInParallel(items, async ({ file, sha256 }) => sha256 ?? context.files.sha256(file.path));
}

async function expectUnchanged(context: ExtractContext, items: readonly LoadItem[]): Promise<void> {
  await mapInParallel(items, async ({ file }) => {
    const now = await context.files.stat(file.path);
    if (now === null || !sameVersion(versionOf(now), versionOf(file)))
      fail('fileChanging', { path: file.path }, { file: file.path });
  });
}

function resultOf<T>(result: PromiseSettledResult<T>): T {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}
