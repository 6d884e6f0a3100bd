import type { Problem } from '../errors.ts';

/** What a run tells whoever watches: lines on stderr, NDJSON, a progress display. */
export type RunEvent =
  | { readonly kind: 'stage_started'; readonly stage: string; readonly detail?: string }
  | {
      readonly kind: 'stage_finished';
      readonly stage: string;
      readonly summary: string;
      readonly milliseconds: number;
    }
  | {
      readonly kind: 'progress';
      readonly stage: string;
      readonly done: number;
      readonly total: number;
      readonly what: string;
    }
  | {
      readonly kind: 'node_finished';
      readonly stage: string;
      readonly node: string;
      readonly status: 'success' | 'error' | 'skipped' | 'warn' | 'unchanged';
      readonly rows?: number;
      /** Of files that were read or written; of what was built its values, uncompressed. */
      readonly bytes?: number;
      readonly milliseconds: number;
      /** The most that the database held in memory, and had spilled to disk, while the node was at work. */
      readonly memoryBytes?: number;
      readonly spillBytes?: number;
      readonly message?: string;
    }
  | {
      /** A sign of life where nothing else was told for a while: since the command began. */
      readonly kind: 'heartbeat';
      readonly stage: string;
      readonly what: string;
      readonly milliseconds: number;
    }
  | {
      /** How far the longest statement at work is, or null once it is over; told twice a second, and of use to a live display alone. */
      readonly kind: 'statement';
      readonly percent: number | null;
    }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'note'; readonly message: string };

export interface Events {
  emit(event: RunEvent): void;
}
