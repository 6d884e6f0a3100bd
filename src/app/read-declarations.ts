import { LocalProjectFiles } from '../adapters/project/local-project-files.ts';
import { parseProject } from '../core/config/parse-project.ts';
import type { PartialProject } from '../core/config/project.ts';
import { isTypescriptModel } from '../core/config/read-models.ts';
import { HoldfastError, type Problem } from '../errors.ts';
import type { AppContext } from './context.ts';
import { readTexts } from './read-texts.ts';

/**
 * What the yml files declare. No SQL is looked at and no TypeScript is run: the very models that a renamed column broke must not
 * stand in the way of writing its new name.
 */
export async function readDeclarations(
  context: AppContext,
): Promise<{ readonly partial: PartialProject; readonly problems: readonly Problem[] }> {
  const texts = await readTexts(new LocalProjectFiles(context.projectDir));
  const unread = new Map([...texts.keys()].filter(isTypescriptModel).map((path) => [path, '']));
  return parseProject(texts, context.env, unread);
}

/** The same, whole. @throws HoldfastError with every problem of every file. */
export async function loadDeclarations(context: AppContext): Promise<PartialProject> {
  const { partial, problems } = await readDeclarations(context);
  if (problems.some(({ severity }) => severity === 'error')) throw new HoldfastError(problems);
  return partial;
}
