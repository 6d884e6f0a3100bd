import type { Session } from '../ports/warehouse.ts';
import type { ScoreDay } from './score-day.ts';

/** A published figure: its value, or why there is none, with its interval and what it rests on. */
export interface Figure {
  readonly value: number | null;
  readonly ci_low: number | null;
  readonly ci_high: number | null;
  readonly n: number;
  readonly n1: number;
  readonly n0: number;
  readonly reason: string | null;
}

export interface BacktestSummary {
  readonly horizons: readonly HorizonSummary[];
  /** The horizon that bands and measures are told for. */
  readonly told_days: number;
  readonly bands: readonly (Figure & { readonly band: string })[];
  readonly measures: readonly MeasureVerdict[];
}

export interface HorizonSummary {
  readonly horizon_days: number;
  readonly auc: Figure;
  /** Share of the churned that stood in the best band. */
  readonly missed: Figure | null;
}

export interface MeasureVerdict {
  readonly measure: string;
  /** Corrected for having looked at many measures; null where too little is known. */
  readonly q_value: number | null;
}

/** The horizons that a CS leader can still act on. */
const HORIZONS = [60, 90];
/** Names in `backtest_metrics`. */
const AUC = 'auc';
/** The same figure with an interval that knows which decisions belong to one account; not at every horizon. */
const AUC_BY_ACCOUNT = 'auc_by_account';
const MISSED = 'missed_churn';
const CHURN_RATE = 'churn_rate';

type Metric = Figure & {
  readonly subject_kind: string;
  readonly subject: string;
  readonly horizon_days: number;
  readonly statistic: string;
  readonly q_value: number | null;
};

/** What the back-test of a day says, of all segments together; null where there is none. */
export async function readBacktest(serving: Session, day: ScoreDay): Promise<BacktestSummary | null> {
  const metrics = await serving.rows<Metric>(
    `select * from backtest_metrics
     where score_name = $1 and as_of = $2::date and segment is null and horizon_days in (${HORIZONS.join(', ')})
     order by horizon_days, subject_kind, subject, statistic`,
    [day.score_name, day.as_of],
  );
  const scores = metrics.filter(({ subject_kind }) => subject_kind === 'score');
  const horizons = scores
    .filter(({ statistic }) => statistic === AUC)
    .map((auc) => ({
      horizon_days: auc.horizon_days,
      auc: withInterval(auc, figureOf(scores, AUC_BY_ACCOUNT, auc.horizon_days)),
      missed: figureOf(scores, MISSED, auc.horizon_days),
    }));
  const told_days = horizons.at(-1)?.horizon_days;
  if (told_days === undefined) return null;
  const told = metrics.filter(({ horizon_days }) => horizon_days === told_days);
  return { horizons, told_days, bands: bandsOf(told), measures: measuresOf(told) };
}

/** The interval by account is the honest one where there is one: an account that renews often must not count as many. */
function withInterval(auc: Metric, byAccount: Figure | null): Figure {
  const { ci_low, ci_high } = byAccount?.ci_low == null ? auc : byAccount;
  return { ...figure(auc), ci_low, ci_high };
}

function figureOf(metrics: readonly Metric[], statistic: string, horizon: number): Figure | null {
  const found = metrics.find((m) => m.statistic === statistic && m.horizon_days === horizon);
  return found === undefined ? null : figure(found);
}

/** Worst first, as the churn rates themselves say; bands without a rate last. */
function bandsOf(metrics: readonly Metric[]): BacktestSummary['bands'] {
  return metrics
    .filter((m) => m.subject_kind === 'band' && m.statistic === CHURN_RATE)
    .map((m) => ({ band: m.subject, ...figure(m) }))
    .sort(
      (a, b) =>
        Number(a.band === 'unknown') - Number(b.band === 'unknown') || (b.value ?? -1) - (a.value ?? -1),
    );
}

/** The clearest first. */
function measuresOf(metrics: readonly Metric[]): MeasureVerdict[] {
  return metrics
    .filter((m) => m.subject_kind === 'measure' && m.statistic === AUC)
    .map((m) => ({ measure: m.subject, q_value: m.q_value }))
    .sort((a, b) => (a.q_value ?? 2) - (b.q_value ?? 2) || (a.measure < b.measure ? -1 : 1));
}

function figure({ value, ci_low, ci_high, n, n1, n0, reason }: Metric): Figure {
  return { value, ci_low, ci_high, n, n1, n0, reason };
}
