import { type Fingerprints, snapshotIdText } from '../../core/publish/snapshot-id-text.ts';
import { sha256 } from '../sha256.ts';

/** The snapshot_id: known before any work, and the same wherever inputs, code, configuration and SQL are the same. */
export function snapshotId(fingerprints: Fingerprints, asOf: string): string {
  return sha256(snapshotIdText(fingerprints, asOf));
}
