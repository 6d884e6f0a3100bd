import { relationTypes } from '../core/sql/relation-types.ts';
import type { AppContext, CommandResult } from './context.ts';
import { type GeneratedResult, generateFiles } from './generated-file.ts';
import { loadDeclarations } from './read-declarations.ts';

/** Writes the types of all relations, so that a model in TypeScript which names a column that is gone does not compile. */
export async function codegen(
  context: AppContext,
  { check }: { readonly check: boolean },
): Promise<CommandResult<GeneratedResult>> {
  const text = relationTypes(await loadDeclarations(context));
  return generateFiles(context, [{ path: 'models/relations.d.ts', text }], { check, command: 'codegen' });
}
