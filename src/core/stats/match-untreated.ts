import { assertSameLength } from './assert-same-length.ts';
import { sortOrder } from './sort-order.ts';

/** Treated rows, each beside the untreated row that stands in for it; row numbers, in the order of the treated. */
export interface MatchedPairs {
  readonly treated: Uint32Array;
  readonly untreated: Uint32Array;
  /** Treated rows that nobody untreated comes near enough to. */
  readonly unmatched: number;
}

/**
 * Matches each treated account with an untreated one that stood where it stood.
 *
 * For: accounts are treated because their score is low, and low scores rise by themselves; only others as low show how
 * much (`differenceInDifferences` of the matched rows).
 * Formula: in order of `before`, each treated takes the nearest untreated that nobody has taken, within `caliper`.
 * Ties: at the same distance the lower one, then the one that stands first. Edges: nobody near enough: counted, not matched.
 * Units: those of `before`. Preconditions: no NaN.
 * Source: nearest-neighbour matching without replacement, D. B. Rubin, Biometrics 29, 1973. Cost: one sort, then O(n).
 *
 * @param caliper the farthest that a pair may stand apart
 * @example matchUntreated(Float64Array.of(30, 31, 70), Uint8Array.of(1, 0, 0), 5) // treated [0], untreated [1]
 */
export function matchUntreated(before: Float64Array, treated: Uint8Array, caliper: number): MatchedPairs {
  assertSameLength(before, treated);
  const order = sortOrder(before);
  const free = createFreePlaces(order, treated);
  const found: [treated: number, untreated: number][] = [];
  let unmatched = 0;
  for (const [place, row] of order.entries()) {
    if (treated[row] === 0) continue;
    const nearest = [free.below(place), free.above(place)]
      .filter((at) => at >= 0 && at < order.length)
      .map((at) => ({
        at,
        apart: Math.abs((before[order[at] as number] as number) - (before[row] as number)),
      }))
      .reduce<{ at: number; apart: number } | null>(
        (a, b) => (a === null || b.apart < a.apart ? b : a),
        null,
      );
    if (nearest === null || nearest.apart > caliper) {
      unmatched += 1;
      continue;
    }
    free.take(nearest.at);
    found.push([row, order[nearest.at] as number]);
  }
  found.sort(([a], [b]) => a - b);
  return {
    treated: Uint32Array.from(found, ([row]) => row),
    untreated: Uint32Array.from(found, ([, row]) => row),
    unmatched,
  };
}

/** Places of the order whose row is untreated and not taken; -1 and the length where there is none on a side. */
function createFreePlaces(order: Uint32Array, treated: Uint8Array) {
  const n = order.length;
  // Each place points at itself while free, else further down, or up; paths are halved as they are walked.
  const down = Int32Array.from({ length: n + 1 }, (_, at) => at - 1);
  const up = Int32Array.from({ length: n + 1 }, (_, at) => at + 1);
  order.forEach((row, at) => {
    if (treated[row] === 0) {
      down[at + 1] = at + 1;
      up[at] = at;
    }
  });
  // `down` is shifted by one, so that place -1 is index 0 and points at itself.
  down[0] = 0;
  up[n] = n;
  return {
    below: (place: number) => walk(down, place + 1) - 1,
    above: (place: number) => walk(up, place),
    take: (place: number) => {
      down[place + 1] = place;
      up[place] = place + 1;
    },
  };
}

function walk(links: Int32Array, from: number): number {
  let at = from;
  while (links[at] !== at) {
    links[at] = links[links[at] as number] as number;
    at = links[at] as number;
  }
  return at;
}
