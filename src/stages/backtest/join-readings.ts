import type { Decisions } from '../../core/backtest/decisions.ts';
import { LEFT_OUT, type LeftOut, type PickedReadings } from '../../core/backtest/pick-readings.ts';
import type { StudyData } from '../../core/backtest/study-data.ts';
import { TICKS_PER_POINT, WITHHELD } from '../../core/score/ticks.ts';
import { fail } from '../../errors.ts';
import type { CardSet } from '../score/card-set.ts';
import type { PairFeatures } from '../score/read-features.ts';
import { scoreAgain } from './score-again.ts';

/** Names of what goes by number in a study. */
export interface StudyNames {
  readonly accounts: ReadonlyMap<string, number>;
  readonly segments: readonly string[];
}

export function studyNames({ accounts, segment }: Decisions): StudyNames {
  const segments = [...new Set(segment.filter((name) => name !== null))].sort();
  return { accounts: new Map([...new Set(accounts)].sort().map((account, i) => [account, i])), segments };
}

/**
 * The columns of a study, from what was picked and what was found there: decisions whose account was not live or not
 * scored are counted out. Measures are scaled by the very code that scores, and that code must give the stored score again.
 *
 * @throws HoldfastError defect when it does not
 */
export function joinReadings(
  { set, names, horizon }: { set: CardSet; names: StudyNames; horizon: number },
  decisions: Decisions,
  picked: PickedReadings,
  found: PairFeatures,
): StudyData {
  const scored = scoreAgain(set, found);
  const [rowNo, isLive, isScored, ticks, bands] = ['row_no', 'is_live', 'is_scored', 'ticks', 'band_no'].map(
    (key) => found.keys.get(key) ?? new Int32Array(),
  ) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
  const leftOut = countLeftOut(picked);
  const rows = Int32Array.from({ length: found.rows }, (_row, r) => r).filter((r) => {
    const isStale = isLive[r] === 1 && isScored[r] === 1 && scored.score[r] !== ticks[r];
    if (isStale) refuseStale(set, decisions.accounts[rowNo[r] ?? 0]);
    const reason = isLive[r] === 0 ? 'not_live' : ticks[r] === WITHHELD ? 'no_score' : null;
    if (reason !== null) leftOut[reason] += 1;
    return reason === null;
  });
  const decisionOf = Array.from(rows, (r) => rowNo[r] ?? 0);
  return {
    horizon,
    decisions: decisions.rows,
    leftOut,
    scores: Float64Array.from(rows, (r) => (ticks[r] ?? 0) / TICKS_PER_POINT),
    churned: Uint8Array.from(decisionOf, (row) => (decisions.outcome[row] === 'churned' ? 1 : 0)),
    bands: Uint8Array.from(rows, (r) => bands[r] ?? 0),
    bandNames: set.bandNames,
    accounts: Uint32Array.from(decisionOf, (row) => names.accounts.get(decisions.accounts[row] ?? '') ?? 0),
    segments: Int32Array.from(decisionOf, (row) => names.segments.indexOf(decisions.segment[row] ?? '')),
    segmentNames: names.segments,
    measures: [...scored.places].map(([measure, places]) => ({
      measure,
      values: Float64Array.from(rows, (r) => places[r] ?? Number.NaN),
    })),
  };
}

function countLeftOut({ leftOut }: PickedReadings): Record<LeftOut, number> {
  const counts = Object.fromEntries(LEFT_OUT.map((reason) => [reason, 0])) as Record<LeftOut, number>;
  for (const reason of leftOut) if (reason !== null) counts[reason] += 1;
  return counts;
}

function refuseStale({ card }: CardSet, account: string | undefined): never {
  const detail = `a stored ${card.name} score of ${account ?? 'an account'} is not what its features give`;
  return fail('defect', { detail });
}
