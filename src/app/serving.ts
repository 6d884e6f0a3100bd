import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openServing } from '../adapters/duckdb/open-serving.ts';
import { parseConfig } from '../core/config/parse-config.ts';
import { type PipelineFile, pipelineFile } from '../core/config/pipeline-schema.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { SERVING_FILE } from '../core/publish/layout.ts';
import { HoldfastError, problem } from '../errors.ts';
import type { Session } from '../ports/warehouse.ts';
import type { AppContext } from './context.ts';

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
  /** Absolute path of the folder that is published into. */
  readonly path: string;
}

function targetFolder(context: AppContext, settings: PipelineFile): TargetFolder {
  const target = targetOf({ settings }, context.target);
  return { name: target.name, path: resolve(context.projectDir, target.path) };
}

/**
 * Reads from what a target has published, beside any run that is at work.
 * @throws HoldfastError nothingPublished, servingUnreadable, and what pipeline.yml has of problems.
 */
export async function withServing<T>(
  context: AppContext,
  read: (serving: Session, target: TargetFolder) => Promise<T>,
): Promise<T> {
  const target = targetFolder(context, await readSettings(context));
  const serving = await openServing(join(target.path, SERVING_FILE));
  const stop = () => serving.stop(context.signal.reason as Error);
  context.signal.addEventListener('abort', stop);
  try {
    context.signal.throwIfAborted();
    return await read(serving, target);
  } finally {
    context.signal.removeEventListener('abort', stop);
    serving.close();
  }
}
