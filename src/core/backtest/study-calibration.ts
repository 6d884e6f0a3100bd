import { brier } from '../stats/brier.ts';
import { tooFew } from '../stats/by-segment.ts';
import { calibrationInTheLarge, calibrationLine } from '../stats/calibration-line.ts';
import { calibrationTable } from '../stats/calibration-table.ts';
import { churnProbabilities } from '../stats/calibrator.ts';
import { clusterBootstrap } from '../stats/cluster-bootstrap.ts';
import { countClasses } from '../stats/count-classes.ts';
import { type Estimate, estimate } from '../stats/estimate.ts';
import { logLoss } from '../stats/log-loss.ts';
import { takeFlags, takeRows } from '../stats/rows-by-group.ts';
import { spiegelhalter } from '../stats/spiegelhalter.ts';
import type { TestedEstimate } from './horizon-study.ts';
import type { OutcomeFold } from './learn-outcomes.ts';
import { drawnRows, overAccounts } from './over-accounts.ts';
import { quarterName } from './quarters.ts';
import type { StudyData } from './study-data.ts';

/** One bin of the reliability table. */
interface ReliabilityRow {
  readonly lowest: number;
  readonly highest: number;
  readonly meanProbability: number;
  /** What happened, with Wilson's interval. */
  readonly churnRate: Estimate;
}

/** How right churn probabilities were that had been learnt before the quarter in which they were tested. */
export interface CalibrationStudy {
  readonly quarters: readonly {
    readonly quarter: string;
    /** Decisions in it. */
    readonly n: number;
    /** Decisions learnt from, and why nothing was. */
    readonly trained: number;
    readonly calibrator: 'platt' | 'isotonic' | null;
    readonly reason: string | null;
  }[];
  readonly brier: Estimate;
  /** 1 - Brier / that of the plain churn rate: above 0 is better than knowing the rate. Interval by account. */
  readonly brierSkill: Estimate;
  readonly logLoss: Estimate;
  /** Log-odds by which all predictions were too low. */
  readonly inTheLarge: Estimate;
  /** 1 is right; below it predictions were too extreme. */
  readonly slope: Estimate;
  readonly spiegelhalter: TestedEstimate;
  /**
   * Mean gap between predicted and seen, over the bins of `reliability`. Without an interval: drawing again opens every gap
   * further, so that a bootstrap's may not even hold the value.
   */
  readonly ece: Estimate;
  readonly reliability: readonly ReliabilityRow[];
}

const BINS = 5;
const REPLICATES = 500;

/** Judges the churn probabilities of all quarters that could be learnt for, together. */
export function studyCalibration(data: StudyData, folds: readonly OutcomeFold[]): CalibrationStudy {
  const { rows, probabilities } = predict(data, folds);
  const churned = takeFlags(data.churned, rows);
  const few = tooFew(countClasses(churned));
  const unlessFew = (compute: () => Estimate): Estimate => few ?? compute();
  const accounts = Uint32Array.from(rows, (row) => data.accounts[row] ?? 0);
  const again = (compute: (p: Float64Array, churned: Uint8Array) => Estimate): Estimate =>
    unlessFew(() =>
      overAccounts(compute(probabilities, churned), { accounts, churned }, (times) => {
        const drawn = drawnRows(times);
        return compute(takeRows(probabilities, drawn), takeFlags(churned, drawn)).value;
      }),
    );
  const table = calibrationTable(probabilities, churned, { bins: BINS });
  return {
    quarters: folds.map(({ quarter, rows: tested, trained, learnt, reason }) => ({
      quarter: quarterName(quarter),
      n: tested.length,
      trained: trained.n,
      calibrator: learnt?.calibrator.kind ?? null,
      reason,
    })),
    brier: again(brier),
    brierSkill: unlessFew(() => skillOf(probabilities, churned, accounts)),
    logLoss: again(logLoss),
    inTheLarge: unlessFew(() => calibrationInTheLarge(probabilities, churned)),
    slope: unlessFew(() => calibrationLine(probabilities, churned).slope),
    spiegelhalter: few ? { ...few, p: null } : spiegelhalter(probabilities, churned),
    ece: unlessFew(() => table.ece),
    reliability: table.rows.map(({ lowest, highest, meanProbability, churnRate }) => ({
      lowest,
      highest,
      meanProbability,
      churnRate,
    })),
  };
}

/** The decisions of all quarters that could be learnt for, and the churn probability that each was given. */
function predict(
  { scores }: Pick<StudyData, 'scores'>,
  folds: readonly OutcomeFold[],
): { rows: Uint32Array; probabilities: Float64Array } {
  const learnt = folds.flatMap((fold) =>
    fold.learnt === null ? [] : [{ rows: fold.rows, by: fold.learnt }],
  );
  return {
    rows: Uint32Array.from(learnt.flatMap(({ rows }) => [...rows])),
    probabilities: Float64Array.from(
      learnt.flatMap(({ rows, by }) => [...churnProbabilities(by.calibrator, takeRows(scores, rows))]),
    ),
  };
}

function skillOf(probabilities: Float64Array, churned: Uint8Array, accounts: Uint32Array): Estimate {
  const skill = (times: Float64Array): number => {
    let [weight, lost, squares] = [0, 0, 0];
    for (const [row, w] of times.entries()) {
      weight += w;
      lost += w * (churned[row] as number);
      squares += w * ((probabilities[row] as number) - (churned[row] as number)) ** 2;
    }
    const rate = lost / weight;
    return 1 - squares / weight / (rate * (1 - rate));
  };
  const { value, ci, n, n1, n0, reason } = clusterBootstrap(
    skill,
    { accounts, churned },
    { replicates: REPLICATES },
  );
  return value === null ? { value, ci, n, n1, n0, reason } : estimate({ n, n1, n0 }, value, ci, reason);
}
