import type { FoundFile } from './find-files.ts';
import type { Ledger } from './ledger.ts';

/** What a commit needs to know of a source beside its batch. */
export interface SourceState {
  readonly ledger: Ledger;
  /** The source's files as they lie there now, by path. */
  readonly found: ReadonlyMap<string, FoundFile>;
}
