import type { AppContext, CommandResult } from './context.ts';
import { featuresDoc } from './docs-features.ts';
import { scorecardDocs } from './docs-scorecards.ts';
import { type GeneratedResult, generateFiles } from './generated-file.ts';
import { loadDeclarations } from './read-declarations.ts';

/** Writes the pages of docs/ that are made from the project's yml. @throws HoldfastError with every problem of every file. */
export async function docs(
  context: AppContext,
  { check }: { readonly check: boolean },
): Promise<CommandResult<GeneratedResult>> {
  const project = await loadDeclarations(context);
  const pages = [await featuresDoc(context, project), ...(await scorecardDocs(context, project))];
  return generateFiles(context, pages, { check, command: 'docs' });
}
