import { canonicalJson } from '../config/canonical-json.ts';

/** Hex digests of everything that decides what a snapshot holds. */
export interface Fingerprints {
  /** The raw exports that were read. */
  readonly inputs: string;
  /** The engine's own code, its DuckDB included: another version may write other bytes. */
  readonly code: string;
  /** pipeline.yml, sources, model yml, scorecards. */
  readonly configuration: string;
  /** The text of every model and macro. */
  readonly sql: string;
}

/** The text whose SHA-256 is the snapshot_id: the same inputs for the same date give the same id anywhere. */
export function snapshotIdText(fingerprints: Fingerprints, asOf: string): string {
  const { inputs, code, configuration, sql } = fingerprints;
  return canonicalJson({ as_of: asOf, fingerprints: { inputs, code, configuration, sql } });
}
