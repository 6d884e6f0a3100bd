import type { FilesRow } from '../../core/sql/meta-tables.ts';
import type { ExtractContext } from './extract-context.ts';
import { loadEvents } from './load-events.ts';
import { loadExports } from './load-exports.ts';
import type { SourceState } from './source-state.ts';
import type { StagedBatch } from './staged-batch.ts';
import { checkTolerance } from './tolerance.ts';

/**
 * Commits a staged batch in one transaction. Answers the rows of the ledger that changed.
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
    // The other temp tables are small, and replaced by the next batch. A stopped session can't drop, and need not.
    await staged.session.run(`drop table if exists ${staged.sql.stage}`).catch(() => undefined);
  }
}
