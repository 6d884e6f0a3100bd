import type { Gates } from '../config/scorecard-gates-schema.ts';
import type { Estimate } from '../stats/estimate.ts';
import { wilson } from '../stats/wilson.ts';
import { type AccountOutlook, accountOutlooks } from './account-outlooks.ts';
import type { HorizonStudy } from './horizon-study.ts';
import { type GateResult, judgeGates } from './judge-gates.ts';
import { type Canary, type CanaryInput, futureRow } from './leak-canaries.ts';
import type { LeakSuspect } from './leak-suspects.ts';
import { learnForward, learnFromAll } from './learn-outcomes.ts';
import { type MeasureTiming, measureTimings, type Timing } from './measure-timing.ts';
import { proofWarnings } from './proof-warnings.ts';
import type { CalibrationStudy } from './study-calibration.ts';
import { besideChampion, type PublishedReadings } from './study-champion.ts';
import type { StudyData } from './study-data.ts';
import { type DriftStudy, type Portfolio, studyDrift } from './study-drift.ts';
import { type LeadTimeStudy, type ScoreSeries, studyLeadTimes } from './study-lead-times.ts';
import type { OverrideStudy } from './study-overrides.ts';
import type { PastProof } from './study-past.ts';
import { type RevenueStudy, studyRevenue, type Upcoming } from './study-revenue.ts';
import { usefulFrom } from './useful-from.ts';

/** What a score is worth beyond its horizons: how early, how sure, in money, and whether anything speaks against it. */
export interface ScoreProof {
  /** Days before the decision from which on it is useful; null if at none. */
  readonly usefulFrom: number | null;
  readonly leadTimes: LeadTimeStudy;
  readonly timings: readonly MeasureTiming[];
  readonly suspects: readonly LeakSuspect[];
  readonly calibration: CalibrationStudy;
  readonly revenue: RevenueStudy;
  /** Null where no rule and no override changed a score. */
  readonly overrides: OverrideStudy | null;
  readonly drift: DriftStudy;
  readonly canaries: readonly Canary[];
  readonly gates: readonly GateResult[];
  /** Accounts as of the day of the study. */
  readonly accounts: readonly AccountOutlook[];
  /** What a reader must know before believing the rest, one sentence each. */
  readonly warnings: readonly string[];
}

/** Everything that a proof is made from. */
export interface ProofInput extends CanaryInput {
  readonly score: string;
  readonly hash: string;
  /** The study at the horizon that the proof speaks about, and its data. */
  readonly headline: HorizonStudy;
  readonly data: StudyData;
  /** What follows from that data alone. */
  readonly past: PastProof;
  readonly horizons: readonly HorizonStudy[];
  readonly tags: ReadonlyMap<string, Timing>;
  readonly gates: Gates;
  /** Where the best band begins. */
  readonly goodFrom: number;
  readonly series: readonly ScoreSeries[];
  readonly today: Today;
  readonly before: Portfolio | null;
  readonly upcoming: Upcoming;
  readonly published: PublishedReadings | null;
}

/** All live accounts on the day of the study. */
export interface Today extends Portfolio {
  readonly accounts: readonly string[];
  /** Index into `bandNames`; whatever else without a band. */
  readonly bands: Uint8Array;
}

/** Pure; at one horizon, so that what is dear is paid once. */
export function proveScore(input: ProofInput): ScoreProof {
  const { data, past, horizons, decisions } = input;
  const folds = learnForward(data);
  const learnt = learnFromAll(data);
  const found = {
    usefulFrom: usefulFrom(horizons),
    leadTimes: studyLeadTimes(input.series, { threshold: input.goodFrom, horizonDays: data.horizon }),
    timings: measureTimings(horizons, input.tags),
    suspects: past.suspects,
    calibration: past.calibration,
    revenue: studyRevenue(data, folds, {
      upcoming: input.upcoming,
      learnt: 'calibrator' in learnt ? learnt : null,
    }),
    overrides: past.overrides,
    drift: studyDrift(input.score, input.before, input.today),
    canaries: [futureRow(data.horizon, input), ...past.canaries],
    gates: judgeGates(input.gates, {
      score: input.score,
      horizons,
      goodShare: goodShareOf(input.today, data.bandNames),
      champion: besideChampion(data, decisions.ids, input),
    }),
    accounts: accountOutlooks(input.today, learnt),
  };
  return { ...found, warnings: proofWarnings(input.score, input.headline, found) };
}

/** Of the accounts with a score, those in the best band; n1 counts them. */
function goodShareOf({ scores, bands }: Today, bandNames: readonly string[]): Estimate {
  const scored = bands.filter((_band, row) => !Number.isNaN(scores[row]));
  return wilson(scored.filter((band) => band === bandNames.length - 1).length, scored.length);
}
