import type { Estimate } from '../stats/estimate.ts';
import { explainReason } from '../stats/explain-reason.ts';
import type { HorizonStudy } from './horizon-study.ts';
import { LEFT_OUT } from './pick-readings.ts';

/** One row of build.backtest.metrics, apart from the day of the study. */
export interface MetricRow {
  readonly subjectKind: 'score' | 'band' | 'measure' | 'decision_count';
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

type Of = Pick<MetricRow, 'subjectKind' | 'subject' | 'segment'>;

/** A study as rows, always in the same order. */
export function metricRows(score: string, study: HorizonStudy): MetricRow[] {
  const row = (of: Of, statistic: string, found: Estimate, tested: Tested = {}): MetricRow => ({
    ...of,
    horizonDays: study.horizon,
    statistic,
    ...figures(found),
    pValue: tested.p ?? null,
    qValue: tested.q ?? null,
  });
  const whole: Of = { subjectKind: 'score', subject: score, segment: null };
  const { auc, aucByAccount, spearman, bandTrend, topDecileLift } = study;
  return [
    ...countRows(study),
    row(whole, 'auc', auc, spearman),
    ...(aucByAccount === null ? [] : [row(whole, 'auc_by_account', aucByAccount)]),
    row(whole, 'spearman', spearman, spearman),
    row(whole, 'top_decile_lift', topDecileLift),
    row(whole, 'band_trend_z', bandTrend, bandTrend),
    row(whole, 'missed_churn', study.missedChurn),
    row(whole, 'false_alarms', study.falseAlarms),
    ...study.segments.map(({ segment, auc: inside }) => row({ ...whole, segment }, 'auc', inside)),
    ...study.bands.map(({ band, churnRate }) =>
      row({ subjectKind: 'band', subject: band, segment: null }, 'churn_rate', churnRate),
    ),
    ...study.measures.flatMap(({ measure, missing, auc: alone, spearman: rho, q }) => {
      const of: Of = { subjectKind: 'measure', subject: measure, segment: null };
      const tested = { p: rho.p, q };
      const gap = count(missing, study.decisions.counted);
      return [
        row(of, 'auc', alone, tested),
        row(of, 'spearman', rho, tested),
        { ...of, horizonDays: study.horizon, statistic: 'missing', ...gap },
      ];
    }),
  ];
}

interface Tested {
  readonly p?: number | null;
  readonly q?: number | null;
}

/** How many decisions count, and how many do not for which reason: together all there are. */
function countRows({ horizon, decisions }: HorizonStudy): MetricRow[] {
  const row = (subject: string, value: number): MetricRow => ({
    subjectKind: 'decision_count',
    subject,
    horizonDays: horizon,
    segment: null,
    statistic: 'decisions',
    ...count(value, decisions.total),
  });
  return [
    row('counted', decisions.counted),
    ...LEFT_OUT.map((reason) => row(reason, decisions.leftOut[reason])),
  ];
}

function figures(found: Estimate) {
  const { value, ci, n, n1, n0 } = found;
  return { value, ciLow: ci?.[0] ?? null, ciHigh: ci?.[1] ?? null, n, n1, n0, reason: explainReason(found) };
}

function count(value: number, of: number) {
  const nothing = { ciLow: null, ciHigh: null, n1: null, n0: null, pValue: null, qValue: null, reason: null };
  return { value, n: of, ...nothing };
}
