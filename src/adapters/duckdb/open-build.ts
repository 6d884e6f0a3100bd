import { fail, HoldfastError } from '../../errors.ts';
import { busyBuildFile } from './busy-build-file.ts';
import { isFile } from './is-file.ts';
import { openReadOnly, type ReadOnlySession } from './read-only-session.ts';

/**
 * Opens the build file read-only, as catalog `build`: for a look between two runs. A run can't begin meanwhile, so be short.
 * @throws HoldfastError nothingLoaded, buildFileBusy, storageFailed.
 */
export async function openBuild(path: string): Promise<ReadOnlySession> {
  if (!(await isFile(path))) fail('nothingLoaded', { path });
  return openReadOnly(path, 'build').catch((cause: unknown) => {
    const busy = busyBuildFile(path, cause);
    if (busy !== null) throw new HoldfastError([busy], { cause });
    const detail = cause instanceof Error ? cause.message : String(cause);
    return fail('storageFailed', { location: path, detail }, { cause });
  });
}
