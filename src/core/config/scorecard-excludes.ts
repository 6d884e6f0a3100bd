import type { Condition } from './scorecard-condition-schema.ts';

/** Whether no account can answer yes to both, as far as can be told from the conditions alone. */
export function excludes(a: Condition, b: Condition): boolean {
  if (a.feature !== b.feature) return false;
  if (a.one_of && b.one_of) return !a.one_of.some((word) => b.one_of?.includes(word));
  if (a.missing !== b.missing && (a.missing === true || b.missing === true)) return true;
  if (a.is !== undefined && b.is !== undefined && a.is !== b.is) return true;
  return isBelow(a, b) || isBelow(b, a);
}

/** Whether everything that `a` takes lies below everything that `b` takes. */
function isBelow(a: Condition, b: Condition): boolean {
  const top = Math.min(a.at_most ?? Number.POSITIVE_INFINITY, a.below ?? Number.POSITIVE_INFINITY);
  const bottom = Math.max(b.at_least ?? Number.NEGATIVE_INFINITY, b.above ?? Number.NEGATIVE_INFINITY);
  if (top < bottom) return true;
  return top === bottom && (a.below === top || b.above === bottom);
}
