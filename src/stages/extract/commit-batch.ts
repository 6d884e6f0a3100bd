import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import { HistorySql } from '../../core/sql/extract-history.ts';
import { RejectSql } from '../../core/sql/extract-rejects.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { ExtractContext } from './extract-context.ts';
import { loadEvents } from './load-events.ts';
import { loadExports } from './load-exports.ts';
import { leavingRows } from './move-rows.ts';
import { changedRows } from './note-changes.ts';
import type { SourceState } from './source-state.ts';
import type { StagedBatch } from './stage-batch.ts';
import { checkTolerance } from './tolerance.ts';

/**
 * Commits a staged batch in one transaction and clears its temp tables away. Answers the rows of the ledger that changed.
 * @throws HoldfastError tooManyRejects, entitiesVanished: nothing has changed then.
 */
export async function commitBatch(
  context: ExtractContext,
  state: SourceState,
  staged: StagedBatch,
): Promise<readonly FilesRow[]> {
  const load = staged.batch.source.kind === 'events' ? loadEvents : loadExports;
  try {
    await checkTolerance(context, staged);
    return await load(context, state, staged);
  } finally {
    await clearAway(staged);
  }
}

/** A stopped session can't drop anything, and need not: closing it does. */
async function clearAway({ session, sql }: StagedBatch): Promise<void> {
  const { keys, pool, beaten, promoted } = new DuplicateSql(sql);
  const { shown, touched, rebuilt } = new HistorySql(sql);
  const { lines } = new RejectSql(sql);
  const tables = [
    keys,
    pool,
    beaten,
    promoted,
    touched,
    rebuilt,
    lines,
    leavingRows(sql),
    changedRows(sql),
    sql.stage,
  ];
  const drops = [`drop view if exists ${shown}`, ...tables.map((table) => `drop table if exists ${table}`)];
  await session.run(drops.join('; ')).catch(() => undefined);
}
