import { SERVING_FILE } from '../../core/publish/layout.ts';
import { commitSnapshot } from './commit-snapshot.ts';
import { completePublish } from './complete-publish.ts';
import type { PublishContext, PublishRequest } from './publish-context.ts';

export interface PublishReport {
  readonly snapshotId: string;
  readonly asOf: string;
  /** "unchanged": the pointer named this very snapshot before. */
  readonly outcome: 'published' | 'unchanged';
  readonly tables: readonly PublishedTableReport[];
  /** For people: where the target is, and the serving file's place below it. */
  readonly location: string;
  readonly servingFile: string;
}

interface PublishedTableReport {
  readonly name: string;
  /** The readers' object, below the target; null for a table that only the serving file shows. */
  readonly path: string | null;
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Publishes one snapshot: everything up to the pointer, then the readers' tables, the dictionary and the serving file. The same
 * snapshot again changes nothing; what an interrupted publish left open is completed either way.
 * @throws HoldfastError as commitSnapshot and completePublish do.
 */
export async function publishSnapshot(
  context: PublishContext,
  request: PublishRequest,
): Promise<PublishReport> {
  const { outcome, manifest } = await commitSnapshot(context, request);
  await completePublish(context);
  return {
    snapshotId: manifest.snapshot_id,
    asOf: manifest.snapshot_date,
    outcome,
    tables: manifest.tables.map(({ name, path, rows, bytes, sha256 }) => ({
      name,
      path,
      rows,
      bytes,
      sha256,
    })),
    location: context.store.location,
    servingFile: SERVING_FILE,
  };
}
