import type { PipelineFile, Target } from '../core/config/pipeline-schema.ts';
import { sizeOf } from '../core/config/sizes.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { SourceFiles } from '../ports/source-files.ts';
import type { AppContext } from './context.ts';
import { isS3, type RunPaths, within } from './run-paths.ts';

type Stoppable = Pick<AppContext, 'projectDir' | 'signal'>;

/** The store that a target publishes into. What speaks to S3 is loaded only where it is spoken to. */
export async function openStore({ projectDir, signal }: Stoppable, target: Target): Promise<ObjectStore> {
  if (!isS3(target.path)) {
    const { openLocalStore } = await import('../adapters/storage/local-store.ts');
    return openLocalStore(within(projectDir, target.path));
  }
  const { openS3Store } = await import('../adapters/storage/s3-store.ts');
  const { s3Place } = await import('../adapters/storage/s3-place.ts');
  return openS3Store(s3Place(target), { signal });
}

const CACHE_SIZE = '10GiB';

/** The raw exports of a project; downloads of them are kept beside the build file. */
export async function openSourceFiles(
  { projectDir, signal }: Stoppable,
  sources: PipelineFile['sources'],
  paths: Pick<RunPaths, 'downloads'>,
): Promise<SourceFiles> {
  if (!isS3(sources.path)) {
    const { openLocalSourceFiles } = await import('../adapters/storage/local-source-files.ts');
    return openLocalSourceFiles(within(projectDir, sources.path));
  }
  const { openS3SourceFiles } = await import('../adapters/storage/s3-source-files.ts');
  const { s3Place } = await import('../adapters/storage/s3-place.ts');
  const cache = { cacheFolder: paths.downloads, cacheBytes: sizeOf(sources.cache_size ?? CACHE_SIZE) };
  return openS3SourceFiles(s3Place(sources), { signal, ...cache });
}
