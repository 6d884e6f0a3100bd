import { CHANGE_PARTS, type ChangePart, changeParts } from '../core/score/change-parts.ts';
import { toPoints } from '../core/score/ticks.ts';
import type { Reading } from './explain-reading.ts';
import type { Sides } from './explain-sides.ts';

/** What moved a score between two readings, in points; the parts add up to the change exactly. */
export type Parts = Readonly<Record<ChangePart, number>>;

/**
 * Splits the change between two readings into what the account did, what is known of it, the scorecard, and what was set by hand.
 * @returns null where either score is withheld, or what it was made from is not kept any more
 */
export async function partsOf(sides: Sides, before: Reading, after: Reading): Promise<Parts | null> {
  const [earlier, later] = [await sides.card(before), await sides.card(after)];
  if (earlier === null || later === null) return null;
  const from = await sides.of(before, earlier, [later]);
  const to = await sides.of(after, later, [earlier]);
  if (from === null || to === null) return null;
  const { change, parts } = changeParts(
    { card: from.compiled, features: from.features },
    { card: to.compiled, features: to.features },
  );
  const moved = toPoints(change[0] ?? 0);
  // What is kept must give what was published, or it explains something else.
  if (moved === null || after.score === null || before.score === null) return null;
  if (Math.round((after.score - before.score) * 10_000) !== Math.round(moved * 10_000)) return null;
  return Object.fromEntries(CHANGE_PARTS.map((part) => [part, toPoints(parts[part][0] ?? 0) ?? 0])) as Record<
    ChangePart,
    number
  >;
}
