import { bytesText } from '../core/config/sizes.ts';
import { EXIT } from '../errors.ts';
import { type VerifyReport, verifyPublished } from '../stages/publish/verify-published.ts';
import type { AppContext, CommandResult } from './context.ts';
import { openTarget } from './open-target.ts';
import { counted } from './words.ts';

export interface VerifiedTarget extends VerifyReport {
  readonly location: string;
}

/** Reads everything that a target has published and compares it with its manifests. Exit 65 where something differs. */
export async function publishVerify(context: AppContext): Promise<CommandResult<VerifiedTarget>> {
  const { store } = await openTarget(context);
  const report = await verifyPublished(store);
  const { snapshots, objects, bytes, faults } = report;
  const read = `${counted(snapshots, 'snapshot')}, ${counted(objects, 'object')}, ${bytesText(bytes)} read in ${store.location}`;
  const verdict = faults.length === 0 ? 'all as published' : counted(faults.length, 'fault');
  const text = [`${read}: ${verdict}`, ...faults.map(({ key, detail }) => `${key} ${detail}`)].join('\n');
  const exitCode = faults.length === 0 ? EXIT.done : EXIT.badData;
  return { exitCode, result: { location: store.location, ...report }, text };
}
