import { EXIT } from '../errors.ts';
import { completePublish } from '../stages/publish/complete-publish.ts';
import { type RollbackReport, rollBack } from '../stages/publish/roll-back.ts';
import type { AppContext, CommandResult } from './context.ts';
import { openTarget, withTargetLock } from './open-target.ts';
import { counted } from './words.ts';

/**
 * Shows readers again what they saw when a snapshot had just been published. Exit 99 where they see that already.
 * @throws HoldfastError unknownSnapshot (64), publishedDamaged (65), lockHeld and publishRaceLost (75).
 */
export async function publishRollback(
  context: AppContext,
  snapshot: string,
): Promise<CommandResult<RollbackReport>> {
  const target = await openTarget(context);
  return withTargetLock(context, target, async (completion) => {
    const report = await rollBack(target.store, snapshot);
    await completePublish(completion);
    const { moved, dates, snapshotDate } = report;
    const changed = `${counted(dates.length, 'day')} changed: ${dates.join(', ')}`;
    const text = moved
      ? `readers see again what they saw when ${snapshotDate} was published as ${report.snapshotId}; ${changed}`
      : 'nothing to do: readers see just that already';
    return { exitCode: moved ? EXIT.done : EXIT.nothingNew, result: report, text };
  });
}
