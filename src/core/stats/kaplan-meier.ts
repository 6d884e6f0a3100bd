import { assertSameLength } from './assert-same-length.ts';
import type { Interval } from './estimate.ts';
import { zOfConfidence } from './normal-quantile.ts';
import { sortOrder } from './sort-order.ts';

/** What happened at one time, and the share still customers after it. */
export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly churned: number;
  /** Still customers when last seen: they count as at risk up to and including this time. */
  readonly censored: number;
  readonly survival: number;
  /** Null before the first and after the last possible churn, where the formula has nothing to say. */
  readonly ci: Interval | null;
}

/**
 * Kaplan-Meier curve: the share of accounts still customers after each time, with open terms used for as long as they
 * were seen.
 *
 * For: survival by band; accounts that haven't decided yet are not taken for renewed.
 * Formula: product over times of (1 - churned/at risk); interval on the log(-log) scale with Greenwood's variance.
 * Ties: at one time churn comes before censoring. Edges: no rows: no steps; survival 1 or 0: no interval.
 * Units: that of the durations. Precondition: durations not negative, no NaN.
 * Source: E. L. Kaplan, P. Meier 1958; lifelines `KaplanMeierFitter` agrees. Cost: one sort.
 *
 * @param churned 1 if the duration ended in churn, 0 if it was still running
 * @example kaplanMeier(Float64Array.of(30, 90, 90), Uint8Array.of(1, 1, 0)).at(-1)?.survival // 0.3333
 */
export function kaplanMeier(durations: Float64Array, churned: Uint8Array, confidence = 0.95): SurvivalStep[] {
  assertSameLength(durations, churned);
  const z = zOfConfidence(confidence);
  const steps: SurvivalStep[] = [];
  let atRisk = durations.length;
  let survival = 1;
  let greenwood = 0;
  for (const { time, lost, left } of eventTimes(durations, churned)) {
    survival *= (atRisk - lost) / atRisk;
    greenwood += lost / (atRisk * (atRisk - lost));
    const ci = logLogInterval(survival, greenwood, z);
    steps.push({ time, atRisk, churned: lost, censored: left - lost, survival, ci });
    atRisk -= left;
  }
  return steps;
}

/** The share still customers after `time`; 1 before the first step. Steps as from `kaplanMeier`. */
export function survivalAt(steps: readonly SurvivalStep[], time: number): number {
  return steps.findLast((step) => step.time <= time)?.survival ?? 1;
}

function eventTimes(
  durations: Float64Array,
  churned: Uint8Array,
): { time: number; lost: number; left: number }[] {
  const times: { time: number; lost: number; left: number }[] = [];
  for (const row of sortOrder(durations)) {
    const time = durations[row] as number;
    let last = times.at(-1);
    if (last === undefined || last.time !== time) {
      last = { time, lost: 0, left: 0 };
      times.push(last);
    }
    last.lost += churned[row] as number;
    last.left += 1;
  }
  return times;
}

function logLogInterval(survival: number, greenwood: number, z: number): Interval | null {
  if (survival <= 0 || survival >= 1) return null;
  const log = Math.log(survival);
  const reach = (z * Math.sqrt(greenwood)) / log;
  return [survival ** Math.exp(-reach), survival ** Math.exp(reach)];
}
