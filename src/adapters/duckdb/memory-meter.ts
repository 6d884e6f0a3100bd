import type { Clock } from '../../ports/clock.ts';
import type { Meter, Spent } from '../../ports/meter.ts';
import type { Session } from '../../ports/warehouse.ts';

/** Milliseconds between two looks, each of which costs half a one. */
const LOOK_EVERY = 50;

const HELD = `select
  cast(sum(memory_usage_bytes) as bigint) as memory, cast(sum(temporary_storage_bytes) as bigint) as spill
  from duckdb_memory()`;

interface Held {
  readonly memory: number;
  readonly spill: number;
}

/** A meter that is to be closed before its session is: a look may be under way. */
export interface MemoryMeter extends Meter {
  close(): Promise<void>;
}

/**
 * A meter that looks at DuckDB's own account of its memory while there is something to be measured. A profile would be exact,
 * but counts what is spilled as memory, is a setting of each connection, and ends in a log that has to be read after each
 * statement (docs/decisions/0018). Work that is over between two looks gets what the last look saw.
 */
export function memoryMeter(session: Session, clock: Clock): MemoryMeter {
  const open = new Set<{ memory: number; spill: number }>();
  let timer: NodeJS.Timeout | undefined;
  let last: Held | null = null;
  let looking: Promise<void> | null = null;

  const look = async (): Promise<void> => {
    const [held] = await session.rows<Held>(HELD);
    if (!held) return;
    last = held;
    for (const peak of open) raise(peak, held);
  };
  const tick = (): void => {
    // What is stopped is not looked at any more.
    looking ??= look()
      .catch(() => undefined)
      .finally(() => {
        looking = null;
      });
  };
  const begin = (): (() => Spent) => {
    const began = clock.now();
    const peak = { memory: last?.memory ?? -1, spill: last?.spill ?? -1 };
    open.add(peak);
    if (timer === undefined) {
      tick();
      timer = setInterval(tick, LOOK_EVERY).unref();
    }
    return () => {
      open.delete(peak);
      if (open.size === 0) timer = void clearInterval(timer);
      return spent(clock.now() - began, peak);
    };
  };
  const close = async (): Promise<void> => {
    clearInterval(timer);
    await looking;
  };
  return { begin, close };
}

function raise(peak: { memory: number; spill: number }, held: Held): void {
  peak.memory = Math.max(peak.memory, held.memory);
  peak.spill = Math.max(peak.spill, held.spill);
}

function spent(milliseconds: number, { memory, spill }: Held): Spent {
  return {
    milliseconds,
    memoryBytes: memory < 0 ? null : memory,
    spillBytes: spill < 0 ? null : spill,
  };
}
