import type { GateName, Gates } from '../config/scorecard-gates-schema.ts';
import { LEAST_PER_CLASS } from '../stats/by-segment.ts';
import type { Estimate } from '../stats/estimate.ts';
import { pairedDelong } from '../stats/paired-delong.ts';
import type { HorizonStudy } from './horizon-study.ts';
import type { ChampionReadings } from './study-champion.ts';

/** Whether a scorecard showed what it must. `not_judged`: too little is known, which stops nothing. */
export interface GateResult {
  readonly score: string;
  readonly gate: GateName;
  readonly status: 'passed' | 'failed' | 'not_judged';
  /** The figure that was judged, with its interval. */
  readonly figure: Estimate | null;
  readonly threshold: number;
  /** One sentence, without a full stop. */
  readonly text: string;
}

export interface GateEvidence {
  readonly score: string;
  readonly horizons: readonly HorizonStudy[];
  /** Share of the scored accounts that stand in the best band on the day of the study. */
  readonly goodShare: Estimate;
  /** The same decisions by this version and by the last one published; null where none is. */
  readonly champion: ChampionReadings | null;
}

type Judged = Omit<GateResult, 'score' | 'gate'>;

/** Judges the gates that a scorecard names, in a fixed order. */
export function judgeGates(gates: Gates, evidence: GateEvidence): GateResult[] {
  const told = (gate: GateName, judged: Judged | null): GateResult[] =>
    judged === null ? [] : [{ score: evidence.score, gate, ...judged }];
  return [
    ...told('bad_band_churn', gates.bad_band_churn ? badBandChurn(gates.bad_band_churn, evidence) : null),
    ...told('warned_churn', gates.warned_churn ? warnedChurn(gates.warned_churn, evidence) : null),
    ...told('good_share', gates.good_share ? goodShare(gates.good_share, evidence) : null),
    ...told('not_worse', gates.not_worse ? notWorse(gates.not_worse, evidence) : null),
  ];
}

function badBandChurn({ times, days }: { times: number; days: number }, { horizons }: GateEvidence): Judged {
  const study = horizons.find(({ horizon }) => horizon === days);
  const worst = study?.bands[0];
  const churned = study?.auc.n1 ?? 0;
  const rate = worst?.churnRate.value ?? null;
  const base = study ? churned / study.decisions.counted : 0;
  if (rate === null || !worst || churned < LEAST_PER_CLASS || worst.churnRate.n < LEAST_PER_CLASS) {
    return unjudged(times, `too few decisions at ${days} days to judge the worst band`);
  }
  const [low, high] = worst.churnRate.ci ?? [rate, rate];
  const figure = { ...worst.churnRate, value: rate / base, ci: [low / base, high / base] as const };
  const text = `the band ${worst.band} churned ${(rate / base).toFixed(2)} times as often as all at ${days} days, where ${times} are asked`;
  return { status: rate / base >= times ? 'passed' : 'failed', figure, threshold: times, text };
}

function warnedChurn(
  { at_least, days }: { at_least: number; days: readonly number[] },
  { horizons }: GateEvidence,
): Judged {
  const studies = horizons.filter(
    ({ horizon, missedChurn }) => days.includes(horizon) && missedChurn.n >= LEAST_PER_CLASS,
  );
  const worst = studies.toSorted((a, b) => (b.missedChurn.value ?? 0) - (a.missedChurn.value ?? 0))[0];
  if (!worst)
    return unjudged(at_least, `too few churned at ${days.join(' and ')} days to judge who was warned of`);
  const { value, ci, n, n1, n0 } = worst.missedChurn;
  const warned = 1 - (value ?? 0);
  const figure: Estimate = {
    value: warned,
    ci: ci && [1 - ci[1], 1 - ci[0]],
    n,
    n1: n0,
    n0: n1,
    reason: null,
  };
  const text = `${percent(warned)} of the churned stood below the best band ${worst.horizon} days before, where ${percent(at_least)} are asked`;
  return { status: warned >= at_least ? 'passed' : 'failed', figure, threshold: at_least, text };
}

function goodShare({ at_most }: { at_most: number }, { goodShare: figure }: GateEvidence): Judged {
  if (figure.value === null) return unjudged(at_most, 'no account has a score to judge');
  const text = `${percent(figure.value)} of the accounts stand in the best band, where ${percent(at_most)} are allowed`;
  return { status: figure.value <= at_most ? 'passed' : 'failed', figure, threshold: at_most, text };
}

function notWorse(
  { confidence, days }: { confidence: number; days: number },
  { champion }: GateEvidence,
): Judged {
  if (champion === null) return unjudged(0, 'there is no other version to compare with');
  const { now, before, churned, version } = champion;
  const found = pairedDelong(now, before, churned, confidence);
  const { value, ci } = found;
  const few = found.n1 < LEAST_PER_CLASS || found.n0 < LEAST_PER_CLASS;
  if (value === null || few)
    return unjudged(0, `too few decisions are known of version ${version} to compare with it`);
  const range = ci === null ? '' : `, ${ci[0].toFixed(3)} to ${ci[1].toFixed(3)}`;
  const text = `AUC ${value < 0 ? '' : '+'}${value.toFixed(3)} against version ${version} (${days} days${range})`;
  return { status: ci !== null && ci[1] < 0 ? 'failed' : 'passed', figure: found, threshold: 0, text };
}

function unjudged(threshold: number, text: string): Judged {
  return { status: 'not_judged', figure: null, threshold, text };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
