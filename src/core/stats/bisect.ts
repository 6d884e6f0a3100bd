/**
 * The place between `low` and `high` where an increasing function passes zero, to the last bit.
 *
 * Precondition: f(low) <= 0 <= f(high). Source: en.wikipedia.org/wiki/Bisection_method. Cost: about 60 calls of f,
 * a thousand at the very worst.
 */
export function bisect(f: (x: number) => number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    if (f(middle) < 0) below = middle;
    else above = middle;
  }
}

/** Doubles `start` until an increasing function is no longer negative there. */
export function doubleUntilPositive(f: (x: number) => number, start: number): number {
  let reach = start;
  while (f(reach) < 0 && reach < Number.MAX_VALUE / 2) reach *= 2;
  return reach;
}
