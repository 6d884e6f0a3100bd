import type { Clock } from '../ports/clock.ts';
import type { Meter, Spent } from '../ports/meter.ts';

/** A meter for those who look at the clock alone. */
export function clockMeter(clock: Clock): Meter {
  return {
    begin() {
      const began = clock.now();
      return () => ({ milliseconds: clock.now() - began, memoryBytes: null, spillBytes: null });
    },
  };
}

/** What two pieces of the same work took, one after the other. */
export function spentTogether(one: Spent | undefined, other: Spent): Spent {
  if (one === undefined) return other;
  return {
    milliseconds: one.milliseconds + other.milliseconds,
    memoryBytes: larger(one.memoryBytes, other.memoryBytes),
    spillBytes: larger(one.spillBytes, other.spillBytes),
  };
}

/** As the event of a finished node tells it. */
export function told(spent: Spent | undefined): {
  milliseconds: number;
  memoryBytes?: number;
  spillBytes?: number;
} {
  const { milliseconds = 0, memoryBytes = null, spillBytes = null } = spent ?? {};
  return {
    milliseconds,
    ...(memoryBytes === null ? {} : { memoryBytes }),
    ...(spillBytes === null ? {} : { spillBytes }),
  };
}

function larger(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}
