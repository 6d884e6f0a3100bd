import type { HorizonStudy, MeasureStudy } from './horizon-study.ts';
import { countRow, figureRow, type MetricRow, type RowSubject } from './metric-row.ts';
import { LEFT_OUT } from './pick-readings.ts';

/** A study as rows, always in the same order. */
export function metricRows(score: string, study: HorizonStudy): MetricRow[] {
  const whole: RowSubject = { subjectKind: 'score', subject: score, horizonDays: study.horizon };
  const { auc, aucByAccount, spearman } = study;
  return [
    ...decisionRows(study),
    figureRow(whole, 'auc', { ...auc, p: spearman.p }),
    ...(aucByAccount === null ? [] : [figureRow(whole, 'auc_by_account', aucByAccount)]),
    figureRow(whole, 'auc_by_arr', study.aucByArr),
    figureRow(whole, 'average_precision', study.averagePrecision),
    figureRow(whole, 'ks', study.ks),
    figureRow(whole, 'spearman', spearman),
    ...(study.arrKept === null ? [] : [figureRow(whole, 'spearman_arr_kept', study.arrKept)]),
    figureRow(whole, 'top_decile_lift', study.topDecileLift),
    figureRow(whole, 'top_decile_recall', study.recall),
    figureRow(whole, 'top_decile_arr_captured', study.arrCaptured),
    figureRow(whole, 'band_trend_z', study.bandTrend),
    figureRow(whole, 'missed_churn', study.missedChurn),
    figureRow(whole, 'false_alarms', study.falseAlarms),
    ...study.segments.map(({ segment, auc: inside }) => figureRow({ ...whole, segment }, 'auc', inside)),
    ...mixRows(whole, study),
    ...study.bands.map(({ band, churnRate }) =>
      figureRow({ ...whole, subjectKind: 'band', subject: band }, 'churn_rate', churnRate),
    ),
    ...study.measures.flatMap((measure) => subjectRows('measure', measure, study)),
    ...study.dimensions.flatMap((dimension) => subjectRows('dimension', dimension, study)),
    ...study.missingness.flatMap((unknown) => subjectRows('missingness', unknown, study)),
  ];
}

/** How many decisions count, and how many do not for which reason: together all there are. */
function decisionRows({ horizon, decisions }: HorizonStudy): MetricRow[] {
  const row = (subject: string, value: number): MetricRow =>
    countRow({ subjectKind: 'decision_count', subject, horizonDays: horizon }, 'decisions', {
      value,
      n: decisions.total,
    });
  return [
    row('counted', decisions.counted),
    ...LEFT_OUT.map((reason) => row(reason, decisions.leftOut[reason])),
  ];
}

function mixRows(whole: RowSubject, { mixes, horizon }: HorizonStudy): MetricRow[] {
  return mixes.flatMap(({ by, groups, pooled, within }) => [
    figureRow(whole, `auc_pooled_by_${by}`, pooled),
    figureRow(whole, `auc_within_${by}`, within),
    ...(by === 'segment'
      ? []
      : groups.map(({ segment, auc }) =>
          figureRow({ subjectKind: by, subject: segment, horizonDays: horizon }, 'auc', auc),
        )),
  ]);
}

function subjectRows(
  subjectKind: 'measure' | 'dimension' | 'missingness',
  { measure, missing, auc, spearman, q, pointBiserial, informationValue }: MeasureStudy,
  { horizon, decisions }: HorizonStudy,
): MetricRow[] {
  const of: RowSubject = { subjectKind, subject: measure, horizonDays: horizon };
  return [
    figureRow(of, 'auc', { ...auc, p: spearman.p, q }),
    figureRow(of, 'spearman', { ...spearman, q }),
    figureRow(of, 'point_biserial', pointBiserial),
    ...(informationValue === null ? [] : [figureRow(of, 'information_value_excess', informationValue)]),
    countRow(of, 'missing', { value: missing, n: decisions.counted }),
  ];
}
