import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openServing } from '../adapters/duckdb/open-serving.ts';
import { parseConfig } from '../core/config/parse-config.ts';
import { type PipelineFile, pipelineFile } from '../core/config/pipeline-schema.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { HoldfastError, problem } from '../errors.ts';
import type { Session } from '../ports/warehouse.ts';
import type { AppContext } from './context.ts';
import { within } from './run-paths.ts';
import { servingFile } from './serving-file.ts';
import { stopOnAbort } from './stop-on-abort.ts';

/** pipeline.yml alone: enough to know where things lie. @throws HoldfastError with every problem of that file. */
export async function readSettings(context: AppContext): Promise<PipelineFile> {
  const file = 'pipeline.yml';
  const text = await readFile(join(context.projectDir, file), 'utf8').catch(
    (cause: NodeJS.ErrnoException) => {
      const hint = `${context.projectDir} is no project; go to one, name one by --project-dir, or make one: holdfast init <dir>`;
      throw cause.code === 'ENOENT'
        ? new HoldfastError([problem('missingFile', { path: file }, { file, hint })])
        : cause;
    },
  );
  const { value, problems } = parseConfig(pipelineFile, { file, text }, context.env);
  if (value === null) throw new HoldfastError(problems);
  return value;
}

export interface TargetFolder {
  readonly name: string;
  /** Absolute path of the folder that is published into, or s3://bucket/prefix. */
  readonly path: string;
}

/**
 * Reads from what a target has published, beside any run that is at work.
 * @throws HoldfastError nothingPublished, servingUnreadable, and what pipeline.yml has of problems.
 */
export async function withServing<T>(
  context: AppContext,
  read: (serving: Session, target: TargetFolder) => Promise<T>,
): Promise<T> {
  const target = targetOf({ settings: await readSettings(context) }, context.target);
  const folder = { name: target.name, path: within(context.projectDir, target.path) };
  const serving = await openServing(await servingFile(context, target));
  return stopOnAbort(serving, context.signal, () => read(serving, folder));
}
