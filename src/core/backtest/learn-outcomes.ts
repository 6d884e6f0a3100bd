import { LEAST_PER_CLASS, tooFew } from '../stats/by-segment.ts';
import { type Calibrator, fitCalibrator } from '../stats/calibrator.ts';
import { countClasses } from '../stats/count-classes.ts';
import { type Counts, type Estimate, type Reason, withheld } from '../stats/estimate.ts';
import { meanAndVariance } from '../stats/mean-and-variance.ts';
import { takeFlags, takeRows } from '../stats/rows-by-group.ts';
import { walkForward } from '../stats/walk-forward.ts';
import { quarterOf, quarterStarts } from './quarters.ts';
import type { StudyData } from './study-data.ts';

/** What past decisions teach about later ones. */
export interface Learnt {
  readonly trained: Counts;
  readonly calibrator: Calibrator;
  /** Of those that renewed: the share of their ARR that they kept, and that share with growth. */
  readonly kept: Factor;
  readonly grown: Factor;
}

export interface Factor {
  readonly n: number;
  readonly mean: number;
  /** Among accounts. */
  readonly variance: number;
}

/** A quarter of decisions, and what could be learnt before it. */
export interface OutcomeFold {
  readonly quarter: number;
  readonly rows: Uint32Array;
  readonly trained: Counts;
  readonly learnt: Learnt | null;
  /** Why nothing was learnt. */
  readonly reason: Reason | null;
}

export type Learnable = Pick<StudyData, 'scores' | 'churned' | 'arrBefore' | 'arrAfter'>;

/** Learns from some decisions; null where they teach nothing. */
export function learnOutcomes(data: Learnable, rows: Uint32Array): Learnt | null {
  const churned = takeFlags(data.churned, rows);
  const calibrator = fitCalibrator(takeRows(data.scores, rows), churned);
  if (calibrator === null) return null;
  const renewed = rows.filter((row) => data.churned[row] === 0 && (data.arrBefore[row] as number) > 0);
  const ratios = Float64Array.from(
    renewed,
    (row) => (data.arrAfter[row] as number) / (data.arrBefore[row] as number),
  );
  const known = ratios.filter((ratio) => !Number.isNaN(ratio));
  return {
    trained: countClasses(churned),
    calibrator,
    kept: factorOf(known.map((ratio) => Math.min(1, ratio))),
    grown: factorOf(known),
  };
}

/** What all decisions together teach about those still ahead, or why they teach nothing: a fold asks for as many of each outcome. */
export function learnFromAll(data: Learnable): Learnt | Estimate {
  const counts = countClasses(data.churned);
  const rows = Uint32Array.from(data.scores.keys());
  return tooFew(counts) ?? learnOutcomes(data, rows) ?? withheld(counts, 'degenerate');
}

/** Without any renewed contract of known size, a renewal keeps everything and adds nothing. */
function factorOf(ratios: Float64Array): Factor {
  if (ratios.length === 0) return { n: 0, mean: 1, variance: 0 };
  const { mean, variance } = meanAndVariance(ratios);
  return { n: ratios.length, mean, variance: ratios.length < 2 ? 0 : variance };
}

/**
 * Learns for each quarter of decisions from what was known before it began, less an embargo of the horizon: no reading of
 * the quarter is older than the last outcome learnt from. Nothing learnt has seen what it is tested on.
 */
export function learnForward(data: StudyData): OutcomeFold[] {
  const starts = quarterStarts(data.decidedOn);
  const folds = walkForward(data, { starts, embargoDays: data.horizon, leastEvents: LEAST_PER_CLASS });
  return folds
    .filter(({ test }) => test.length > 0)
    .map(({ testFrom, train, test, trained, reason }) => {
      const learnt = reason === null ? learnOutcomes(data, train) : null;
      const why = reason ?? (learnt === null ? 'degenerate' : null);
      return { quarter: quarterOf(testFrom), rows: test, trained, learnt, reason: why };
    });
}
