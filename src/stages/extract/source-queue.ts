import type { HoldfastError } from '../../errors.ts';
import type { Batch } from './batch.ts';
import type { SourceState } from './source-state.ts';

/** The batches of one source, in the order in which they are committed. */
export interface SourceWork {
  readonly state: SourceState;
  readonly batches: readonly Batch[];
}

/** A batch may be committed when the one before it in its source is done. */
export interface Turn {
  readonly begin: Promise<void>;
  readonly end: () => void;
}

/** The batches of a source in work: whose turn it is, and whether one has failed. */
export class SourceQueue {
  readonly work: SourceWork;
  failure: HoldfastError | null = null;
  #last: Promise<void> = Promise.resolve();

  constructor(work: SourceWork) {
    this.work = work;
  }

  takeTurn(): Turn {
    const begin = this.#last;
    let end = () => {};
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    return { begin, end };
  }
}
