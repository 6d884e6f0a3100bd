import type { Decisions } from '../../core/backtest/decisions.ts';
import { LEFT_OUT, type LeftOut, type PickedReadings } from '../../core/backtest/pick-readings.ts';
import type { Grouping, StudyData } from '../../core/backtest/study-data.ts';
import { dayNumber } from '../../core/config/days.ts';
import { pointsOrNaN, WITHHELD } from '../../core/score/ticks.ts';
import { fail } from '../../errors.ts';
import type { CardSet } from '../score/card-set.ts';
import type { DatedCards } from '../score/dated-cards.ts';
import type { PairFeatures } from '../score/read-features.ts';
import { type ScoredAgain, scoreAgain } from './score-again.ts';

/** What all studies of one score share. */
export interface StudyFrame {
  readonly set: CardSet;
  readonly dated: DatedCards;
  readonly decisions: Decisions;
  /** model.column of the lifecycle stage; null where the profile has none. */
  readonly stage: string | null;
}

/**
 * The columns of a study, from what was picked and what was found there: decisions whose account was not live or not
 * scored are counted out. Measures are scaled by the very code that scores, and that code must give the stored score again.
 *
 * @throws HoldfastError defect when it does not
 */
export function joinReadings(
  { set, dated, decisions, stage }: StudyFrame,
  horizon: number,
  picked: PickedReadings,
  found: PairFeatures,
): StudyData {
  const key = (name: string) => found.keys.get(name) ?? new Int32Array();
  const scored = scoreAgain({ set, dated }, found, (r) => picked.asOf[key('row_no')[r] ?? 0] ?? '');
  const leftOut = countLeftOut(picked);
  const rows = countableRows(set, decisions, { scored, found, leftOut });
  const at = Int32Array.from(rows, (r) => key('row_no')[r] ?? 0);
  const take = (column: ArrayLike<number>) => Float64Array.from(rows, (r) => column[r] ?? Number.NaN);
  const points = (ticks: Int32Array) => take(Float64Array.from(ticks, pointsOrNaN));
  const days = (of: (row: number) => string | null) =>
    Float64Array.from(at, (row) => dayNumber((of(row) ?? '').slice(0, 10)));
  return {
    horizon,
    decisions: decisions.rows,
    leftOut,
    decisionRows: at,
    scores: points(key('ticks')),
    raw: points(scored.raw),
    computed: points(scored.computed),
    authors: authorsOf(set, found, rows),
    churned: Uint8Array.from(at, (row) => (decisions.outcome[row] === 'churned' ? 1 : 0)),
    readOn: days((row) => picked.asOf[row] ?? null),
    decidedOn: days((row) => decisions.decisionDate[row] ?? null),
    // An instant within a day is known from the next midnight on.
    knownOn: days((row) => decisions.knownAt[row] ?? null).map((day) => day + 1),
    arrBefore: Float64Array.from(at, (row) => decisions.arrBefore[row] ?? Number.NaN),
    arrAfter: Float64Array.from(at, (row) => decisions.arrAfter[row] ?? Number.NaN),
    bands: Uint8Array.from(rows, (r) => key('band_no')[r] ?? 0),
    bandNames: set.bandNames,
    accounts: accountNumbers(Array.from(at, (row) => decisions.accounts[row] ?? '')),
    segments: grouping(Array.from(at, (row) => decisions.segment[row] ?? null)),
    stages: grouping(Array.from(rows, (r) => (stage && found.texts.get(stage)?.[r]) ?? null)),
    measures: [...scored.measures].map(([measure, { place, known, raw }]) => ({
      measure,
      values: take(place),
      known: take(known),
      raw: take(raw),
    })),
    dimensions: [...scored.dimensions].map(([measure, place]) => ({ measure, values: take(place) })),
  };
}

/** From 0 in the order in which they come: accounts without a decision that counts change no number. */
function accountNumbers(names: readonly string[]): Uint32Array {
  const numbers = new Map([...new Set(names)].map((account, i) => [account, i]));
  return Uint32Array.from(names, (account) => numbers.get(account) ?? 0);
}

/** Rows whose account was live and scored; the others are counted out. */
function countableRows(
  set: CardSet,
  decisions: Decisions,
  { scored, found, leftOut }: { scored: ScoredAgain; found: PairFeatures; leftOut: Record<LeftOut, number> },
): Int32Array {
  const [rowNo, isLive, isScored, ticks] = ['row_no', 'is_live', 'is_scored', 'ticks'].map(
    (key) => found.keys.get(key) ?? new Int32Array(),
  ) as [Int32Array, Int32Array, Int32Array, Int32Array];
  return Int32Array.from({ length: found.rows }, (_row, r) => r).filter((r) => {
    const isStale = isLive[r] === 1 && isScored[r] === 1 && scored.score[r] !== ticks[r];
    if (isStale) refuseStale(set, decisions.accounts[rowNo[r] ?? 0]);
    const reason = isLive[r] === 0 ? 'not_live' : ticks[r] === WITHHELD ? 'no_score' : null;
    if (reason !== null) leftOut[reason] += 1;
    return reason === null;
  });
}

function authorsOf({ card }: CardSet, found: PairFeatures, rows: Int32Array): (string | null)[] {
  const { override } = card;
  const set = override && found.numbers.get(override.score);
  const authors = override && found.texts.get(override.author);
  return Array.from(rows, (r) => (Number.isNaN(set?.[r] ?? Number.NaN) ? null : (authors?.[r] ?? 'unknown')));
}

function grouping(names: readonly (string | null)[]): Grouping {
  const all = [...new Set(names.filter((name) => name !== null))].sort();
  return { of: Int32Array.from(names, (name) => (name === null ? -1 : all.indexOf(name))), names: all };
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
