import { type PsiEstimate, psi } from '../stats/psi.ts';
import type { SubjectColumn } from './study-data.ts';

/** What all live accounts looked like on one day: NaN where there was no value. */
export interface Portfolio {
  readonly asOf: string;
  readonly scores: Float64Array;
  readonly measures: readonly SubjectColumn[];
}

interface DriftFigure {
  readonly kind: 'score' | 'measure';
  readonly subject: string;
  /** With n1 accounts now and n0 before; an alarm needs more than 0.1 and more than chance gives with so few. */
  readonly psi: PsiEstimate;
}

export interface DriftStudy {
  /** The day that is compared with; null where the calendar does not reach back so far. */
  readonly since: string | null;
  readonly figures: readonly DriftFigure[];
}

/** Has the score, or has a measure, drifted between two days? Bins are those of the earlier day. */
export function studyDrift(score: string, before: Portfolio | null, now: Portfolio): DriftStudy {
  if (before === null) return { since: null, figures: [] };
  const measures = now.measures.map(({ measure, values }): DriftFigure => {
    const earlier = before.measures.find((each) => each.measure === measure)?.values ?? new Float64Array();
    return { kind: 'measure', subject: measure, psi: psi(earlier, values) };
  });
  return {
    since: before.asOf,
    figures: [{ kind: 'score', subject: score, psi: psi(before.scores, now.scores) }, ...measures],
  };
}
