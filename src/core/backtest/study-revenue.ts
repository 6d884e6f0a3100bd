import { revenueRetention } from '../stats/revenue-retention.ts';
import { takeRows } from '../stats/rows-by-group.ts';
import { type Cohort, type Expectation, type ExpectedRevenue, expectRevenue } from './expect-revenue.ts';
import type { Learnt, OutcomeFold } from './learn-outcomes.ts';
import { quarterName, quarterOf } from './quarters.ts';
import type { StudyData } from './study-data.ts';

/** An expectation beside what happened. */
export interface Compared extends Expectation {
  readonly observed: number;
  /** (observed - expected) / sd; null where nothing could vary. */
  readonly z: number | null;
  readonly inside: boolean;
}

/** One quarter of decisions, expected before it began. Shares are null without ARR. */
export interface QuarterRevenue {
  readonly quarter: string;
  readonly decisions: number;
  readonly churned: number;
  /** Cents a year that were up for renewal. */
  readonly arr: number;
  readonly lost: Compared;
  readonly grr: Compared | null;
  readonly nrr: Compared | null;
}

/** One quarter of contracts still to end. */
export interface QuarterForecast extends ExpectedRevenue {
  readonly quarter: string;
  readonly decisions: number;
  /** Of these, known already by notice or early signature. */
  readonly known: number;
}

export interface RevenueStudy {
  /** Decisions left out because their ARR is not known. */
  readonly withoutArr: number;
  readonly quarters: readonly QuarterRevenue[];
  readonly forecast: readonly QuarterForecast[];
}

/** Contracts whose outcome lies ahead. `scores` NaN where the account has none. */
export interface Upcoming extends Cohort {
  readonly decidesOn: Float64Array;
}

/** Back-tests expected revenue quarter by quarter, and expects that of the quarters to come. */
export function studyRevenue(
  data: StudyData,
  folds: readonly OutcomeFold[],
  ahead: { upcoming: Upcoming; learnt: Learnt | null },
): RevenueStudy {
  const hasArr = (row: number) => (data.arrBefore[row] as number) >= 0 && (data.arrAfter[row] as number) >= 0;
  const told = folds.flatMap(({ rows, quarter, learnt }) => {
    const some = rows.filter(hasArr);
    return learnt === null || some.length === 0 ? [] : [compareQuarter(data, quarter, some, learnt)];
  });
  const withoutArr = data.decisionRows.reduce((count, _row, r) => count + (hasArr(r) ? 0 : 1), 0);
  return {
    withoutArr,
    quarters: told,
    forecast: ahead.learnt === null ? [] : expectQuarters(ahead.upcoming, ahead.learnt),
  };
}

function compareQuarter(data: StudyData, quarter: number, rows: Uint32Array, learnt: Learnt): QuarterRevenue {
  const arr = takeRows(data.arrBefore, rows);
  const known = new Float64Array(rows.length).fill(Number.NaN);
  const {
    lost,
    grr,
    nrr,
    arr: total,
  } = expectRevenue({ scores: takeRows(data.scores, rows), arr, known }, learnt);
  const seen = revenueRetention(arr, takeRows(data.arrAfter, rows));
  const churned = rows.filter((row) => data.churned[row] === 1);
  return {
    quarter: quarterName(quarter),
    decisions: rows.length,
    churned: churned.length,
    arr: total,
    lost: compare(
      lost,
      takeRows(data.arrBefore, churned).reduce((sum, amount) => sum + amount, 0),
    ),
    grr: grr && compare(grr, seen.grr.value ?? 0),
    nrr: nrr && compare(nrr, seen.nrr.value ?? 0),
  };
}

function compare(expectation: Expectation, observed: number): Compared {
  const { expected, sd, low, high } = expectation;
  const z = sd === 0 ? null : (observed - expected) / sd;
  return { ...expectation, observed, z, inside: observed >= low && observed <= high };
}

function expectQuarters({ decidesOn, scores, arr, known }: Upcoming, learnt: Learnt): QuarterForecast[] {
  const quarters = [...new Set(decidesOn.map(quarterOf))].sort((a, b) => a - b);
  return quarters.map((quarter) => {
    const rows = Uint32Array.from(decidesOn.keys()).filter(
      (row) => quarterOf(decidesOn[row] as number) === quarter,
    );
    const take = (column: Float64Array) => takeRows(column, rows);
    const cohort = { scores: take(scores), arr: take(arr), known: take(known) };
    const decided = cohort.known.filter((outcome) => !Number.isNaN(outcome)).length;
    return {
      quarter: quarterName(quarter),
      decisions: rows.length,
      known: decided,
      ...expectRevenue(cohort, learnt),
    };
  });
}
