import type { Estimate } from '../stats/estimate.ts';
import { explainReason } from '../stats/explain-reason.ts';
import { whyNoInterval } from './no-interval.ts';

/** One row of build.backtest.metrics, apart from the day of the study. */
export interface MetricRow {
  readonly subjectKind:
    | 'score'
    | 'band'
    | 'measure'
    | 'dimension'
    | 'missingness'
    | 'lifecycle_stage'
    | 'decision_count'
    | 'reliability'
    | 'quarter'
    | 'account'
    | 'author'
    | 'canary'
    | 'gate';
  readonly subject: string;
  readonly horizonDays: number;
  /** Null for all segments together. */
  readonly segment: string | null;
  readonly statistic: string;
  readonly value: number | null;
  readonly ciLow: number | null;
  readonly ciHigh: number | null;
  readonly n: number | null;
  readonly n1: number | null;
  readonly n0: number | null;
  readonly pValue: number | null;
  readonly qValue: number | null;
  /** Why the value, or its interval, is null. */
  readonly reason: string | null;
}

export type RowSubject = Pick<MetricRow, 'subjectKind' | 'subject' | 'horizonDays'> & {
  readonly segment?: string;
};

/** An estimate as a row. */
export function figureRow(
  { subjectKind, subject, horizonDays, segment }: RowSubject,
  statistic: string,
  found: Estimate & { readonly p?: number | null; readonly q?: number | null },
): MetricRow {
  const { value, ci, n, n1, n0, p = null, q = null } = found;
  return {
    ...{ subjectKind, subject, horizonDays, segment: segment ?? null, statistic },
    ...{ value, ciLow: ci?.[0] ?? null, ciHigh: ci?.[1] ?? null, n, n1, n0 },
    ...{ pValue: p, qValue: q, reason: explainReason(found) ?? unlessInterval(statistic, value, ci) },
  };
}

/** A bare number as a row, of so many decisions or accounts. */
export function countRow(
  { subjectKind, subject, horizonDays, segment }: RowSubject,
  statistic: string,
  { value, n, reason = null }: { value: number | null; n: number | null; reason?: string | null },
): MetricRow {
  return {
    ...{ subjectKind, subject, horizonDays, segment: segment ?? null, statistic, value, n },
    reason: reason ?? unlessInterval(statistic, value, null),
    ...{ ciLow: null, ciHigh: null, n1: null, n0: null, pValue: null, qValue: null },
  };
}

/** A value without an interval says why. */
function unlessInterval(statistic: string, value: number | null, ci: Estimate['ci']): string | null {
  return value === null || ci !== null ? null : whyNoInterval(statistic);
}
