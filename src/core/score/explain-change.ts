import { compareText } from '../config/canonical-json.ts';
import type { ExplainedItem } from './explain-account.ts';
import { toTicks } from './ticks.ts';

/** What one line gave before and after, in points. */
interface ItemChange {
  readonly dimension: string | null;
  readonly item: string;
  readonly kind: ExplainedItem['kind'];
  readonly before: number;
  readonly after: number;
  readonly change: number;
  readonly valueBefore: ExplainedItem['rawValue'];
  readonly valueAfter: ExplainedItem['rawValue'];
}

/** How a score came from one to the other. The changes of the items add up to `change`, and so do those of the dimensions. */
export interface ScoreChange {
  readonly change: number;
  /** Largest change first, ties by name; lines that did not change are left out. */
  readonly items: readonly ItemChange[];
  /** By dimension; null holds what concerns the whole score. */
  readonly dimensions: ReadonlyMap<string | null, number>;
}

/**
 * The difference between two explanations of one account under one scale, line by line. A measure's own points do not
 * depend on other measures, so its line shows its own behaviour; what came or went with missing data stands in the lines
 * of kind `missing`.
 *
 * @returns null if either score is withheld
 */
export function explainChange(
  before: readonly ExplainedItem[],
  after: readonly ExplainedItem[],
): ScoreChange | null {
  if ([...before, ...after].some(({ points }) => points === null)) return null;
  const earlier = new Map(before.map((line) => [keyOf(line), line]));
  const later = new Map(after.map((line) => [keyOf(line), line]));
  const items = [...new Set([...earlier.keys(), ...later.keys()])]
    .flatMap((key) => changeOf(earlier.get(key), later.get(key)))
    .filter(({ change }) => change !== 0)
    .sort((a, b) => Math.abs(b.change) - Math.abs(a.change) || compareText(keyOf(a), keyOf(b)));
  const dimensions = new Map<string | null, number>();
  for (const { dimension, change } of items) {
    dimensions.set(dimension, plus(dimensions.get(dimension) ?? 0, change));
  }
  return { change: items.reduce((sum, { change }) => plus(sum, change), 0), items, dimensions };
}

function changeOf(before: ExplainedItem | undefined, after: ExplainedItem | undefined): ItemChange[] {
  const line = after ?? before;
  if (!line) return [];
  const [from, to] = [before?.points ?? 0, after?.points ?? 0];
  return [
    {
      dimension: line.dimension,
      item: line.item,
      kind: line.kind,
      before: from,
      after: to,
      change: plus(to, -from),
      valueBefore: before?.rawValue ?? null,
      valueAfter: after?.rawValue ?? null,
    },
  ];
}

/** Adds points as whole ticks, so that no sum carries binary noise. */
function plus(a: number, b: number): number {
  return (toTicks(a) + toTicks(b)) / 10_000;
}

function keyOf({ item, kind }: { readonly item: string; readonly kind: string }): string {
  return `${item} ${kind}`;
}
