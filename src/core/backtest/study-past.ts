import type { HorizonStudy } from './horizon-study.ts';
import { type Canary, plantedCanaries } from './leak-canaries.ts';
import { type LeakSuspect, leakSuspects } from './leak-suspects.ts';
import { learnForward } from './learn-outcomes.ts';
import { LEFT_OUT, type LeftOut } from './pick-readings.ts';
import { type CalibrationStudy, studyCalibration } from './study-calibration.ts';
import type { StudyData } from './study-data.ts';
import { studyHorizon } from './study-horizon.ts';
import { type OverrideStudy, studyOverrides } from './study-overrides.ts';

/** The part of a proof that follows from the decisions that count. */
export interface PastProof {
  readonly suspects: readonly LeakSuspect[];
  readonly calibration: CalibrationStudy;
  /** Null where no rule and no override changed a score. */
  readonly overrides: OverrideStudy | null;
  readonly canaries: readonly Canary[];
}

/** All that is dear to find out and that only a new decision, or another reading of an old one, can change. */
export interface PastStudy {
  readonly horizon: HorizonStudy;
  /** At the headline's horizon only. */
  readonly proof: PastProof | null;
}

/** The decisions that count at a horizon, without whatever else there is on the day of the study: it may not matter. */
export function pastOf(data: StudyData): StudyData {
  const none = Object.fromEntries(LEFT_OUT.map((reason) => [reason, 0])) as Record<LeftOut, number>;
  const rows = data.scores.length;
  return {
    ...data,
    decisions: rows,
    leftOut: none,
    decisionRows: Int32Array.from({ length: rows }, (_, i) => i),
  };
}

/** Pure: the same past gives the same study on any day. @param past as `pastOf` gives it */
export function studyPast(past: StudyData, { headline }: { headline: boolean }): PastStudy {
  return { horizon: studyHorizon(past, { headline }), proof: headline ? provePast(past) : null };
}

/** @param past as `pastOf` gives it */
export function provePast(past: StudyData): PastProof {
  const folds = learnForward(past);
  return {
    suspects: leakSuspects(past),
    calibration: studyCalibration(past, folds),
    overrides: studyOverrides(past, folds),
    canaries: plantedCanaries(past),
  };
}

/** A study of the past on a day on which there are other decisions, too. */
export function onTheDay({ horizon }: PastStudy, { decisions, leftOut }: StudyData): HorizonStudy {
  return { ...horizon, decisions: { ...horizon.decisions, total: decisions, leftOut } };
}
