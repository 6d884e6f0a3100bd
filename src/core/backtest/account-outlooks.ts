import { churnProbabilities } from '../stats/calibrator.ts';
import type { Interval } from '../stats/estimate.ts';
import { probabilityInterval } from '../stats/probability-interval.ts';
import type { Learnt } from './learn-outcomes.ts';

/** How likely an account is to renew, going by what became of accounts with such a score. */
export interface AccountOutlook {
  readonly account: string;
  /** Null without a score, or where too little is known to learn from. */
  readonly renewalProbability: number | null;
  /** How sure the curve is of that probability; what the one account does is chance on top of it. */
  readonly ci: Interval | null;
  readonly reason: string | null;
  /** Decisions that the curve was learnt from, n1 churned. */
  readonly n: number;
  readonly n1: number;
  readonly n0: number;
}

/** Learnt from the readings of one horizon: the probability speaks of a decision so many days ahead. */
export function accountOutlooks(
  { accounts, scores }: { accounts: readonly string[]; scores: Float64Array },
  learnt: Learnt | null,
): AccountOutlook[] {
  const counts = learnt?.trained ?? { n: 0, n1: 0, n0: 0 };
  const risks = learnt && churnProbabilities(learnt.calibrator, scores);
  return accounts.map((account, row) => {
    const score = scores[row] ?? Number.NaN;
    const none = { account, renewalProbability: null, ci: null, ...counts };
    if (learnt === null || risks === null) return { ...none, reason: 'no decisions to learn from' };
    if (Number.isNaN(score)) return { ...none, reason: 'no score' };
    const [low, high] = probabilityInterval(learnt.calibrator, score);
    return {
      account,
      renewalProbability: 1 - (risks[row] ?? 0),
      ci: [1 - high, 1 - low],
      reason: null,
      ...counts,
    };
  });
}
