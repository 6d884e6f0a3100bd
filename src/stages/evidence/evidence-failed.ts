import { fail } from '../../errors.ts';

/** A query of sql/evidence that does not run. */
export function evidenceFailed(query: { readonly file: string }, detail: string, cause: unknown): never {
  return fail('sqlSyntax', { detail }, { file: query.file, line: 1, column: 1, cause });
}
