import { relationTypes } from '../core/sql/relation-types.ts';
import type { AppContext, CommandResult } from './context.ts';
import { type GeneratedResult, generateFile } from './generated-file.ts';
import { loadDeclarations } from './read-declarations.ts';

/** Writes the types of all relations, so that a model in TypeScript which names a column that is gone does not compile. */
export async function codegen(
  context: AppContext,
  options: { readonly check: boolean },
): Promise<CommandResult<GeneratedResult>> {
  const text = relationTypes(await loadDeclarations(context));
  const file = { path: 'models/relations.d.ts', text, command: 'codegen' };
  return generateFile(context, file, options.check);
}
