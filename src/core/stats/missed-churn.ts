import { assertSameLength } from './assert-same-length.ts';
import type { Estimate } from './estimate.ts';
import { wilson } from './wilson.ts';

/**
 * Missed churn: of the accounts that churned, the share that stood in the good band.
 *
 * For: the green account that leaves; asked at 30, 60, 90 and 180 days before the decision.
 * Formula: churned and good / churned, with Wilson's interval. Edges: nobody churned: null, `empty`.
 * Source: own definition; the interval as `wilson`. Cost: O(n).
 *
 * @param isGood 1 where the account was in the good band; rows in the band `unknown` are 0
 * @returns n: churned accounts; n1: those missed
 * @example missedChurn(Uint8Array.of(1, 0, 1), Uint8Array.of(1, 1, 0)).value // 0.5
 */
export function missedChurn(isGood: Uint8Array, churned: Uint8Array, confidence = 0.95): Estimate {
  assertSameLength(isGood, churned);
  const bandOfChurned = isGood.filter((_, row) => churned[row] === 1);
  return wilson(bandOfChurned.filter((good) => good === 1).length, bandOfChurned.length, confidence);
}

/**
 * False alarms: of the accounts in the poor band, the share that renewed after all.
 *
 * For: what a warning is worth; it counts the saved accounts as false alarms too, which no statistic can tell apart.
 * Formula: poor and renewed / poor, with Wilson's interval. Edges: nobody in the band: null, `empty`. Cost: O(n).
 *
 * @returns n: accounts in the band; n1: those that renewed
 * @example falseAlarms(Uint8Array.of(1, 1, 0), Uint8Array.of(1, 0, 0)).value // 0.5
 */
export function falseAlarms(isPoor: Uint8Array, churned: Uint8Array, confidence = 0.95): Estimate {
  assertSameLength(isPoor, churned);
  const outcomes = churned.filter((_, row) => isPoor[row] === 1);
  return wilson(outcomes.filter((y) => y === 0).length, outcomes.length, confidence);
}
