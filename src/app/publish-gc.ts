import { bytesText } from '../core/config/sizes.ts';
import { EXIT } from '../errors.ts';
import { collectGarbage, type GarbageReport } from '../stages/publish/collect-garbage.ts';
import type { AppContext, CommandResult } from './context.ts';
import { openTarget, withTargetLock } from './open-target.ts';
import { counted } from './words.ts';

export interface PublishGcOptions {
  readonly keep: number;
  /** Hours; a publish takes less, wherever it runs. */
  readonly olderThanHours: number;
  readonly apply: boolean;
}

/** Removes what no kept catalogue names; without `apply` it only says what that would be. */
export async function publishGc(
  context: AppContext,
  { keep, olderThanHours, apply }: PublishGcOptions,
): Promise<CommandResult<GarbageReport>> {
  const target = await openTarget(context);
  return withTargetLock(context, target, async () => {
    const writtenBeforeMs = context.clock.now() - olderThanHours * 3_600_000;
    const report = await collectGarbage(target.store, { keep, writtenBeforeMs, apply });
    return { exitCode: EXIT.done, result: report, text: gcText(report) };
  });
}

function gcText({ keptCatalogues, keptSnapshots, garbage, young, removed }: GarbageReport): string {
  const bytes = garbage.reduce((sum, object) => sum + object.bytes, 0);
  const what = `${counted(garbage.length, 'object')}, ${bytesText(bytes)}`;
  return [
    `kept: ${counted(keptCatalogues, 'catalogue')} with ${counted(keptSnapshots, 'snapshot')}`,
    removed ? `removed: ${what}` : `would go: ${what}`,
    ...(young === 0 ? [] : [`too young to go: ${counted(young, 'object')}`]),
    ...(removed ? [] : [...garbage.map(({ key }) => `  ${key}`), 'nothing was removed; --yes removes them']),
  ].join('\n');
}
