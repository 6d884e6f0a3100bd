import { churnProbabilities } from '../stats/calibrator.ts';
import type { Counts, Estimate, Interval } from '../stats/estimate.ts';
import { explainReason } from '../stats/explain-reason.ts';
import { probabilityInterval } from '../stats/probability-interval.ts';
import type { Learnt } from './learn-outcomes.ts';

/** How likely an account is to renew, going by what became of accounts with such a score. Counts are of the decisions learnt from, or too few to. */
export interface AccountOutlook extends Counts {
  readonly account: string;
  /** Null without a score, or where too little is known to learn from. */
  readonly renewalProbability: number | null;
  /** How sure the curve is of that probability; what the one account does is chance on top of it. */
  readonly ci: Interval | null;
  readonly reason: string | null;
}

/**
 * Learnt from the readings of one horizon: the probability speaks of a decision so many days ahead.
 *
 * @param learnt what past decisions teach, or why they teach nothing
 */
export function accountOutlooks(
  { accounts, scores }: { accounts: readonly string[]; scores: Float64Array },
  learnt: Learnt | Estimate,
): AccountOutlook[] {
  const nothing = { renewalProbability: null, ci: null };
  if (!('calibrator' in learnt)) {
    const { n, n1, n0 } = learnt;
    return accounts.map((account) => ({ account, ...nothing, reason: explainReason(learnt), n, n1, n0 }));
  }
  const risks = churnProbabilities(learnt.calibrator, scores);
  return accounts.map((account, row) => {
    const score = scores[row] ?? Number.NaN;
    if (Number.isNaN(score)) return { account, ...nothing, reason: 'no score', ...learnt.trained };
    const [low, high] = probabilityInterval(learnt.calibrator, score);
    return {
      account,
      renewalProbability: 1 - (risks[row] ?? 0),
      ci: [1 - high, 1 - low],
      reason: null,
      ...learnt.trained,
    };
  });
}
