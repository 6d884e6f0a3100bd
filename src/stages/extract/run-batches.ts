import pLimit from 'p-limit';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import { EXIT, HoldfastError } from '../../errors.ts';
import type { Spent } from '../../ports/meter.ts';
import type { Session } from '../../ports/warehouse.ts';
import { spentTogether } from '../spent.ts';
import type { Batch } from './batch.ts';
import { commitBatch } from './commit-batch.ts';
import type { ExtractContext } from './extract-context.ts';
import { SourceQueue, type SourceWork, type Turn } from './source-queue.ts';
import { stageBatch } from './stage-batch.ts';
import type { StagedBatch } from './staged-batch.ts';

export interface WorkOutcome {
  /** The ledger's rows of the files that were committed. */
  readonly committed: readonly FilesRow[];
  /** The first failure of each source. */
  readonly failures: readonly HoldfastError[];
  /** What loading took by source, where there is a meter; sources are loaded side by side. */
  readonly spent: ReadonlyMap<string, Spent>;
}

/**
 * Loads batches side by side, as many as the database has threads. Files are read in parallel and committed in their order
 * within a source, so that neither the result nor which file is the first to fail depends on the number of threads. A source
 * stops at its first bad file; the others go on. Anything but a bad file ends all, after what runs has been rolled back.
 */
export async function runBatches(context: ExtractContext, work: readonly SourceWork[]): Promise<WorkOutcome> {
  const batches = work.reduce((sum, source) => sum + source.batches.length, 0);
  if (batches === 0) return { committed: [], failures: [], spent: new Map() };
  const [setting] = await context.warehouse.rows<{ n: string }>(`select current_setting('threads') as n`);
  const sessions: Session[] = [];
  try {
    while (sessions.length < Math.min(Number(setting?.n ?? 1), batches))
      sessions.push(await context.warehouse.connect());
    return await new Crew(context, sessions).run(work);
  } finally {
    for (const session of sessions) session.close();
  }
}

class Crew {
  readonly #context: ExtractContext;
  readonly #size: number;
  readonly #idle: Session[];
  readonly #committed: FilesRow[] = [];
  readonly #spent = new Map<string, Spent>();
  #done = 0;
  #total = 0;
  #fatal: { readonly error: unknown } | null = null;

  constructor(context: ExtractContext, sessions: readonly Session[]) {
    this.#context = context;
    this.#size = sessions.length;
    this.#idle = [...sessions];
  }

  async run(work: readonly SourceWork[]): Promise<WorkOutcome> {
    const all = work.flatMap(({ batches }) => batches);
    this.#total = all.reduce((sum, batch) => sum + batch.items.length, 0);
    // First come, first served: whoever a batch waits for has begun before it.
    const limit = pLimit(this.#size);
    const queues = work.map((source) => new SourceQueue(source));
    const tasks = queues.flatMap((queue) =>
      queue.work.batches.map((batch) => {
        const turn = queue.takeTurn();
        return limit(() => this.#attend(queue, batch, turn));
      }),
    );
    await Promise.all(tasks);
    if (this.#fatal) throw this.#fatal.error;
    const failures = queues.flatMap(({ failure }) => (failure === null ? [] : [failure]));
    return { committed: this.#committed, failures, spent: this.#spent };
  }

  /** Never rejects: what goes wrong is noted, so that every session is idle when all is over. */
  async #attend(queue: SourceQueue, batch: Batch, turn: Turn): Promise<void> {
    const session = this.#idle.pop();
    try {
      if (session) await this.#load(session, queue, batch, turn);
    } catch (error) {
      if (isBadFile(error) && !this.#context.signal?.aborted) queue.failure ??= error;
      else this.#fatal ??= { error };
    } finally {
      if (session) this.#idle.push(session);
      turn.end();
    }
  }

  async #load(session: Session, queue: SourceQueue, batch: Batch, turn: Turn): Promise<void> {
    if (this.#isOver(queue)) return;
    const attempt = await settled(this.#stage(session, batch));
    await turn.begin;
    if (this.#isOver(queue)) return;
    try {
      await this.#commit(queue, await attempt());
    } catch (error) {
      // One bad file among many: by themselves the good ones before it get in, and the bad one says its name.
      if (batch.items.length === 1 || !isBadFile(error)) throw error;
      for (const item of batch.items)
        await this.#commit(queue, await this.#stage(session, { ...batch, items: [item] }));
    }
  }

  #isOver(queue: SourceQueue): boolean {
    this.#context.signal?.throwIfAborted();
    return this.#fatal !== null || queue.failure !== null;
  }

  #stage(session: Session, batch: Batch): Promise<StagedBatch> {
    return this.#measured(batch.source.relation, () => stageBatch(this.#context, session, batch));
  }

  async #commit({ work }: SourceQueue, staged: StagedBatch): Promise<void> {
    const what = staged.batch.source.relation;
    const rows = await this.#measured(what, () => commitBatch(this.#context, work.state, staged));
    for (const row of rows) work.state.ledger.remember(row);
    this.#committed.push(...rows);
    this.#done += staged.files.length;
    this.#context.events.emit({
      kind: 'progress',
      stage: 'extract',
      done: this.#done,
      total: this.#total,
      what,
    });
  }

  async #measured<T>(source: string, work: () => Promise<T>): Promise<T> {
    const end = this.#context.meter?.begin();
    try {
      return await work();
    } finally {
      if (end) this.#spent.set(source, spentTogether(this.#spent.get(source), end()));
    }
  }
}

function isBadFile(error: unknown): error is HoldfastError {
  return error instanceof HoldfastError && error.exitCode !== EXIT.defect;
}

/** Waits for a promise and hands back what came of it, to be thrown or used later. */
async function settled<T>(promise: Promise<T>): Promise<() => Promise<T>> {
  const [result] = await Promise.allSettled([promise]);
  return async () => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  };
}
