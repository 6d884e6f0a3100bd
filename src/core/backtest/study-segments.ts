import { auc } from '../stats/auc.ts';
import { bySegment } from '../stats/by-segment.ts';
import { takeFlags, takeRows } from '../stats/rows-by-group.ts';
import type { SegmentStudy } from './horizon-study.ts';
import type { StudyData } from './study-data.ts';

/** The AUC inside each segment; decisions without a segment count in none. */
export function studySegments({ segments, segmentNames, scores, churned }: StudyData): SegmentStudy[] {
  const found = bySegment(segments, churned, (rows) => auc(takeRows(scores, rows), takeFlags(churned, rows)));
  return found.flatMap(({ segment, estimate }) => {
    const name = segmentNames[segment];
    return name === undefined ? [] : [{ segment: name, auc: estimate }];
  });
}
