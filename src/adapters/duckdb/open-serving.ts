import { fail } from '../../errors.ts';
import { isFile } from './is-file.ts';
import { openReadOnly, type ReadOnlySession } from './read-only-session.ts';

/**
 * Opens the published serving file read-only, as catalog `serving` and the default one. It never sees the build file, so it
 * works while a run holds that; a publish that swaps the file meanwhile leaves this session with the old one.
 * @throws HoldfastError nothingPublished, servingUnreadable.
 */
export async function openServing(path: string): Promise<ReadOnlySession> {
  if (!(await isFile(path))) fail('nothingPublished', { path });
  return openReadOnly(path, 'serving').catch((cause: unknown) => {
    const detail = cause instanceof Error ? cause.message : String(cause);
    return fail('servingUnreadable', { path, detail }, { cause });
  });
}
