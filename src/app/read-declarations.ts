import { LocalProjectFiles } from '../adapters/project/local-project-files.ts';
import { parseProject } from '../core/config/parse-project.ts';
import type { PartialProject } from '../core/config/project.ts';
import { isTypescriptModel } from '../core/config/read-models.ts';
import { HoldfastError, type Problem } from '../errors.ts';
import type { AppContext } from './context.ts';

/**
 * What the yml files declare. No SQL is looked at and no TypeScript is run: the very models that a renamed column broke must not
 * stand in the way of writing its new name.
 */
export async function readDeclarations(
  context: AppContext,
): Promise<{ readonly partial: PartialProject; readonly problems: readonly Problem[] }> {
  const files = new LocalProjectFiles(context.projectDir);
  const texts = new Map<string, string>();
  for (const path of await files.list()) texts.set(path, await files.read(path));
  const unread = new Map([...texts.keys()].filter(isTypescriptModel).map((path) => [path, '']));
  return parseProject(texts, context.env, unread);
}

/** The same, whole. @throws HoldfastError with every problem of every file. */
export async function loadDeclarations(context: AppContext): Promise<PartialProject> {
  const { partial, problems } = await readDeclarations(context);
  if (problems.some(({ severity }) => severity === 'error')) throw new HoldfastError(problems);
  return partial;
}
