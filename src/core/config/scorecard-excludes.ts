import type { Condition } from './scorecard-condition-schema.ts';

/** Whether no account can answer yes to both, as far as can be told from the conditions alone. */
export function excludes(a: Condition, b: Condition): boolean {
  if (a.feature !== b.feature) return false;
  if (a.one_of && b.one_of) return !a.one_of.some((word) => b.one_of?.includes(word));
  if (a.missing !== b.missing && (a.missing === true || b.missing === true)) return true;
  if (a.is !== undefined && b.is !== undefined && a.is !== b.is) return true;
  if (isGone(a, b) || isGone(b, a)) return true;
  return isBelow(a, b) || isBelow(b, a);
}

/** Whether every account that answers yes to `a` answers yes to `b`, as far as can be told from the conditions alone. */
export function implies(a: Condition, b: Condition): boolean {
  if (a.feature !== b.feature) return false;
  if (b.one_of) return a.one_of?.every((word) => b.one_of?.includes(word)) ?? false;
  if (b.is !== undefined && a.is !== b.is) return false;
  if (b.missing !== undefined && a.missing !== b.missing) return false;
  if (a.missing === true) return b.missing === true;
  return bottomOf(a) >= bottomOf(b) && topOf(a) <= topOf(b) && !touches(a, b);
}

/** Whether `a` takes the very limit that `b` leaves out. */
function touches(a: Condition, b: Condition): boolean {
  return (
    (b.above !== undefined && bottomOf(a) === b.above && a.above !== b.above) ||
    (b.below !== undefined && topOf(a) === b.below && a.below !== b.below)
  );
}

/** Whether `a` asks for no value, where `b` compares one. */
function isGone(a: Condition, b: Condition): boolean {
  return (
    a.missing === true && (bottomOf(b) > Number.NEGATIVE_INFINITY || topOf(b) < Number.POSITIVE_INFINITY)
  );
}

function topOf({ at_most, below }: Condition): number {
  return Math.min(at_most ?? Number.POSITIVE_INFINITY, below ?? Number.POSITIVE_INFINITY);
}

function bottomOf({ at_least, above }: Condition): number {
  return Math.max(at_least ?? Number.NEGATIVE_INFINITY, above ?? Number.NEGATIVE_INFINITY);
}

/** Whether everything that `a` takes lies below everything that `b` takes. */
function isBelow(a: Condition, b: Condition): boolean {
  const [top, bottom] = [topOf(a), bottomOf(b)];
  if (top < bottom) return true;
  return top === bottom && (a.below === top || b.above === bottom);
}
