import type { Estimate } from '../stats/estimate.ts';
import type { Expectation } from './expect-revenue.ts';
import { countRow, figureRow, type MetricRow, type RowSubject } from './metric-row.ts';
import type { ScoreProof } from './score-proof.ts';
import type { CalibrationStudy } from './study-calibration.ts';
import type { OverrideStudy } from './study-overrides.ts';
import type { Compared, QuarterForecast, QuarterRevenue } from './study-revenue.ts';

interface Proven {
  readonly score: string;
  readonly headline: { readonly horizon: number; readonly auc: Estimate };
  readonly proof: ScoreProof;
}

/**
 * A proof as rows, always in the same order. The gate that compares with what is published is left out: rows say what
 * follows from the inputs alone, wherever they are published.
 */
export function proofRows({ score, headline, proof }: Proven): MetricRow[] {
  const at = (subjectKind: MetricRow['subjectKind'], subject: string): RowSubject => ({
    ...{ subjectKind, subject, horizonDays: headline.horizon },
  });
  const whole = at('score', score);
  const { leadTimes, drift, canaries, gates, accounts, suspects } = proof;
  const { n } = headline.auc;
  return [
    countRow(whole, 'useful_from_days', {
      value: proof.usefulFrom,
      n,
      reason: proof.usefulFrom === null ? 'no horizon clears chance' : null,
    }),
    figureRow(whole, 'lead_days_median', leadTimes.median),
    ...leadTimes.atLeast.map(({ days, share }) => figureRow(whole, `lead_share_${days}_days`, share)),
    ...calibrationRows(whole, proof.calibration),
    ...(proof.overrides ? overrideRows(at, whole, proof.overrides) : []),
    ...drift.figures.map(({ kind, subject, psi }) => figureRow(at(kind, subject), 'psi', psi)),
    ...suspects.map(({ kind, subject, why, auc }) =>
      countRow(at(kind, subject), `suspect_${why}`, { value: auc.value, n: auc.n }),
    ),
    ...proof.revenue.quarters.flatMap((quarter) => quarterRows(at('quarter', quarter.quarter), quarter)),
    ...proof.revenue.forecast.flatMap((quarter) => forecastRows(at('quarter', quarter.quarter), quarter)),
    ...accounts.map(({ account, renewalProbability: value, ci, n: of, n1, n0, reason }) => ({
      ...countRow(at('account', account), 'renewal_probability', { value, n: of, reason }),
      ...{ ciLow: ci?.[0] ?? null, ciHigh: ci?.[1] ?? null, n1, n0 },
    })),
    ...latestLeads(leadTimes.accounts).map(({ account, days }) =>
      countRow(at('account', account), 'lead_days', {
        value: days,
        n: 1,
        reason: days === null ? 'not observable' : null,
      }),
    ),
    ...canaries.map(({ canary, passed, detail }) =>
      countRow(at('canary', canary), 'passed', {
        value: passed === null ? null : Number(passed),
        n,
        reason: passed === null ? detail : null,
      }),
    ),
    ...gates
      .filter(({ gate }) => gate !== 'not_worse')
      .map(({ gate, status, text }) =>
        countRow(at('gate', gate), 'passed', {
          ...(status === 'not_judged'
            ? { value: null, reason: text }
            : { value: Number(status === 'passed') }),
          n,
        }),
      ),
  ];
}

function calibrationRows(whole: RowSubject, found: CalibrationStudy): MetricRow[] {
  return [
    figureRow(whole, 'brier', found.brier),
    figureRow(whole, 'brier_skill', found.brierSkill),
    figureRow(whole, 'log_loss', found.logLoss),
    figureRow(whole, 'calibration_in_the_large', found.inTheLarge),
    figureRow(whole, 'calibration_slope', found.slope),
    figureRow(whole, 'spiegelhalter_z', found.spiegelhalter),
    figureRow(whole, 'calibration_error', found.ece),
    ...found.reliability.flatMap(({ meanProbability, churnRate }, bin) => {
      const of: RowSubject = { ...whole, subjectKind: 'reliability', subject: `bin_${bin + 1}` };
      return [
        countRow(of, 'predicted_churn', { value: meanProbability, n: churnRate.n }),
        figureRow(of, 'churn_rate', churnRate),
      ];
    }),
  ];
}

function overrideRows(
  at: (kind: MetricRow['subjectKind'], subject: string) => RowSubject,
  whole: RowSubject,
  found: OverrideStudy,
): MetricRow[] {
  return [
    figureRow(whole, 'auc_without_overrides', found.withoutOverrides),
    figureRow(whole, 'auc_without_rules', found.withoutRules),
    figureRow(whole, 'override_gain', found.overrideGain),
    figureRow(whole, 'rule_and_override_gain', found.gain),
    ...found.authors.flatMap(({ author, meanChange, brierGain }) => [
      figureRow(at('author', author), 'mean_change', meanChange),
      figureRow(at('author', author), 'brier_gain', brierGain),
    ]),
  ];
}

function quarterRows(of: RowSubject, { decisions, churned, lost, grr, nrr }: QuarterRevenue): MetricRow[] {
  const rows = (name: string, found: Compared | null): MetricRow[] =>
    found === null
      ? []
      : [
          expectationRow(of, `${name}_expected`, found, decisions),
          {
            ...countRow(of, `${name}_observed`, { value: found.observed, n: decisions }),
            n1: churned,
            n0: decisions - churned,
          },
          countRow(of, `${name}_z`, {
            value: found.z,
            n: decisions,
            reason: found.z === null ? 'nothing could vary' : null,
          }),
        ];
  return [...rows('arr_lost_cents', lost), ...rows('grr', grr), ...rows('nrr', nrr)];
}

function forecastRows(of: RowSubject, { decisions, arr, lost, grr, nrr }: QuarterForecast): MetricRow[] {
  return [
    countRow(of, 'arr_up_for_renewal_cents', { value: arr, n: decisions }),
    expectationRow(of, 'arr_at_risk_cents', lost, decisions),
    ...(grr ? [expectationRow(of, 'grr_forecast', grr, decisions)] : []),
    ...(nrr ? [expectationRow(of, 'nrr_forecast', nrr, decisions)] : []),
  ];
}

function expectationRow(
  of: RowSubject,
  statistic: string,
  { expected, low, high }: Expectation,
  n: number,
): MetricRow {
  return { ...countRow(of, statistic, { value: expected, n }), ciLow: low, ciHigh: high };
}

/** An account that churned twice counts with its last decision. */
function latestLeads(leads: ScoreProof['leadTimes']['accounts']): ScoreProof['leadTimes']['accounts'] {
  const last = new Map<string, (typeof leads)[number]>();
  for (const lead of leads) {
    const known = last.get(lead.account);
    if (known === undefined || known.decisionDate < lead.decisionDate) last.set(lead.account, lead);
  }
  return [...last.values()];
}
