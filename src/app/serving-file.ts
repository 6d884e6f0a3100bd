import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { removeAbandoned, temporaryName } from '../adapters/storage/temporary-names.ts';
import type { Target } from '../core/config/pipeline-schema.ts';
import { SERVING_FILE } from '../core/publish/layout.ts';
import { fail } from '../errors.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { readReadersState } from '../stages/publish/read-published.ts';
import type { AppContext } from './context.ts';
import { openStore } from './open-store.ts';
import { isS3, targetFolder, within } from './run-paths.ts';

/**
 * A local path of the file that a target serves. Of a bucket it is a download, fetched again when readers have been brought up to
 * another catalogue. @throws HoldfastError nothingPublished, storageFailed.
 */
export async function servingFile(context: AppContext, target: Target): Promise<string> {
  if (!isS3(target.path)) return join(within(context.projectDir, target.path), SERVING_FILE);
  const store = await openStore(context, target);
  const state = await readReadersState(store);
  if (state === null) return fail('nothingPublished', { path: store.location });
  const folder = join(targetFolder(context.projectDir, target), 'serving');
  const version = join(folder, basename(state.catalogue, '.json'));
  const there = await access(join(version, SERVING_FILE)).then(
    () => true,
    () => false,
  );
  if (!there) await download(store, version);
  await removeOthers(folder, basename(version));
  return join(version, SERVING_FILE);
}

/** Under a name of this process first: two readers may come at once, and what a killed one left goes with the next. */
async function download(store: ObjectStore, version: string): Promise<void> {
  const folder = join(dirname(version), '.unfinished');
  await removeAbandoned(folder);
  const unfinished = join(folder, temporaryName());
  await mkdir(folder, { recursive: true });
  try {
    const found = await store.localCopy(SERVING_FILE, unfinished);
    if (found === null) fail('nothingPublished', { path: store.location });
    // The other reader was faster, with the same file.
    await rename(unfinished, version).catch(() => access(join(version, SERVING_FILE)));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Who reads one of them still, goes on: its file has no name any more. */
async function removeOthers(folder: string, kept: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name !== kept && !name.startsWith('.'))
      await rm(join(folder, name), { recursive: true, force: true });
}
