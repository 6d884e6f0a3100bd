import { auc } from '../stats/auc.ts';
import { bySegment, tooFew } from '../stats/by-segment.ts';
import { countClasses } from '../stats/count-classes.ts';
import type { Estimate } from '../stats/estimate.ts';
import { takeFlags, takeRows } from '../stats/rows-by-group.ts';
import { stratifiedAuc } from '../stats/stratified-auc.ts';
import type { MixStudy, SegmentStudy } from './horizon-study.ts';
import type { Grouping, StudyData } from './study-data.ts';

/**
 * The AUC inside each group, over all pairs, and over pairs of one group only. A score that merely knows which segment
 * churns more has the second and not the third (Simpson's paradox). Decisions without a group count in none.
 */
export function studyMix(
  { scores, churned }: Pick<StudyData, 'scores' | 'churned'>,
  by: MixStudy['by'],
  grouping: Grouping,
): MixStudy {
  const rows = Uint32Array.from(grouping.of.keys()).filter((row) => (grouping.of[row] ?? -1) >= 0);
  const grouped = takeRows(scores, rows);
  const outcomes = takeFlags(churned, rows);
  const groups = Int32Array.from(rows, (row) => grouping.of[row] ?? -1);
  const few = tooFew(countClasses(outcomes));
  const pooled = few ?? auc(grouped, outcomes);
  const within = few ?? stratifiedAuc(grouped, outcomes, groups);
  const found = bySegment(groups, outcomes, (some) =>
    auc(takeRows(grouped, some), takeFlags(outcomes, some)),
  );
  return {
    by,
    groups: found.map(
      ({ segment, estimate }): SegmentStudy => ({ segment: grouping.names[segment] ?? '', auc: estimate }),
    ),
    pooled,
    within,
    onlyMix: clearsChance(pooled) && !clearsChance(within),
  };
}

function clearsChance({ ci }: Estimate): boolean {
  return ci !== null && ci[0] > 0.5;
}
