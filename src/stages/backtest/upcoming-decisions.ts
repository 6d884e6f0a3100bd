import type { Decisions } from '../../core/backtest/decisions.ts';
import type { Today } from '../../core/backtest/score-proof.ts';
import type { Upcoming } from '../../core/backtest/study-revenue.ts';
import { dayNumber } from '../../core/config/days.ts';

/** Contracts of known ARR that end on the day of the study or later, with the score of that day. */
export function upcomingDecisions(
  { rows, accounts, decisionDate, outcome, knownAt, arrBefore }: Decisions,
  { asOf, accounts: live, scores }: Today,
): Upcoming {
  const scoreOf = new Map(live.map((account, row) => [account, scores[row] ?? Number.NaN]));
  const ahead = Array.from({ length: rows }, (_, row) => row).filter(
    (row) => (decisionDate[row] ?? '') >= asOf && (arrBefore[row] ?? Number.NaN) >= 0,
  );
  const isKnown = (row: number) => outcome[row] !== 'open' && (knownAt[row] ?? asOf) < `${asOf} 00:00:00`;
  return {
    decidesOn: Float64Array.from(ahead, (row) => dayNumber(decisionDate[row] ?? asOf)),
    arr: Float64Array.from(ahead, (row) => arrBefore[row] ?? 0),
    scores: Float64Array.from(ahead, (row) => scoreOf.get(accounts[row] ?? '') ?? Number.NaN),
    known: Float64Array.from(ahead, (row) =>
      isKnown(row) ? Number(outcome[row] === 'churned') : Number.NaN,
    ),
  };
}
