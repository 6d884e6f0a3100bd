import { readdir } from 'node:fs/promises';
import { DEMO_END } from '../demo/demo-options.ts';
import { EXIT } from '../errors.ts';
import type { AppContext, CommandResult } from './context.ts';
import { demo } from './demo.ts';
import type { RunReport } from './execute-plan.ts';
import { runPipeline } from './run.ts';
import { isS3, within } from './run-paths.ts';
import { readSettings } from './serving.ts';
import { type Summary, summary } from './summary.ts';

export interface StartResult {
  /** Whether the demo company's exports had to be made. */
  readonly made_exports: boolean;
  /** What the pipeline would have exited with: 99 when this very snapshot was published already. */
  readonly pipeline_exit_code: number;
  readonly run: RunReport;
  /** Null when the run did not get to a published snapshot. */
  readonly summary: Summary | null;
}

/**
 * The whole way, once: exports of the demo company if there are none, one nightly run, and the summary. Doing it again
 * changes nothing, says so and succeeds.
 */
export async function start(context: AppContext): Promise<CommandResult<StartResult>> {
  const exports = within(context.projectDir, (await readSettings(context)).sources.path);
  const made_exports = !isS3(exports) && (await isEmpty(exports));
  if (made_exports) await demo(context, {});
  const run = await runPipeline(context, { pipeline: 'daily', asOf: DEMO_END });
  const begun = { made_exports, pipeline_exit_code: run.exitCode, run: run.result };
  if (run.exitCode !== EXIT.done && run.exitCode !== EXIT.nothingNew) {
    return { exitCode: run.exitCode, result: { ...begun, summary: null }, text: run.text };
  }
  const told = await summary(context);
  const text = run.exitCode === EXIT.nothingNew ? `${NOTHING_NEW}\n\n${told.text}` : told.text;
  return { exitCode: EXIT.done, result: { ...begun, summary: told.result }, text };
}

const NOTHING_NEW = 'Nothing new: this very snapshot is already published (`holdfast run` would exit 99).';

async function isEmpty(folder: string): Promise<boolean> {
  const content = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return content.length === 0;
}
