import { countClasses } from './count-classes.ts';
import { type Counts, type Estimate, withheld } from './estimate.ts';
import { rowsByGroup, takeFlags } from './rows-by-group.ts';

export interface SegmentEstimate<E extends Estimate> {
  readonly segment: number;
  readonly rows: Uint32Array;
  readonly estimate: E | Estimate;
}

/** Churned and renewed decisions below which a segment's number would mean nothing. */
export const LEAST_PER_CLASS = 10;

/**
 * One statistic per segment, and `insufficient` instead of a number where either outcome has fewer than `need` rows.
 *
 * For: segments, lifecycle stages, quarters. `explainReason` renders the gap as "insufficient (4 churned, need 10)".
 * Cost: O(n) plus the statistic's.
 *
 * @param compute gets the segment's row numbers
 * @example bySegment(segments, churned, (rows) => auc(takeRows(scores, rows), takeFlags(churned, rows)))
 */
export function bySegment<E extends Estimate>(
  segments: Int32Array,
  churned: Uint8Array,
  compute: (rows: Uint32Array) => E,
  need = LEAST_PER_CLASS,
): SegmentEstimate<E>[] {
  return rowsByGroup(segments).map(({ group, rows }) => {
    const counts = countClasses(takeFlags(churned, rows));
    const estimate = tooFew(counts, need) ?? compute(rows);
    return { segment: group, rows, estimate };
  });
}

/** The refusal for too few of a class; null when there are enough. */
export function tooFew(counts: Counts, need = LEAST_PER_CLASS): Estimate | null {
  return counts.n1 < need || counts.n0 < need ? withheld(counts, 'insufficient', need) : null;
}
