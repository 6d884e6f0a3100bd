import type { Scorecard } from '../config/scorecard-schema.ts';
import { auc } from '../stats/auc.ts';
import { LEAST_PER_CLASS } from '../stats/by-segment.ts';
import type { Counts, Estimate } from '../stats/estimate.ts';
import { type PairedDelong, pairedDelong } from '../stats/paired-delong.ts';
import { walkForward } from '../stats/walk-forward.ts';
import { cardWithShares, sharesOf } from './card-weights.ts';
import { choosePenalty, fitRows, type TuningRows } from './choose-penalty.ts';
import { quarterName, quarterOf, quarterStarts } from './quarters.ts';
import type { StudyData } from './study-data.ts';
import { placesOf } from './tune-places.ts';

/** A proposal counts as equal where its held-out AUC can't be lower by more than this. */
export const EQUAL_WITHIN = 0.01;

export interface TuningInput {
  readonly card: Scorecard;
  readonly data: StudyData;
  /** Scores the study's decisions by a card, with the code that scores every night; NaN where it withholds a score. */
  readonly scoreBy: (card: Scorecard) => Float64Array;
}

/** A quarter whose decisions were scored by weights that were learnt before it. */
interface TuningFold {
  readonly quarter: string;
  readonly trained: Counts;
  readonly tested: number;
  /** Null where too little was known before it: the quarter is left out. */
  readonly penalty: number | 'human' | null;
}

/**
 * `better`: the interval of the held-out difference lies above 0. `equal`: it lies above -EQUAL_WITHIN. `human`: the human
 * weights were chosen. `not_better`: other weights fit the past, and held-out decisions don't say they are better.
 * `insufficient`: too few decisions to learn or to judge.
 */
type TuningVerdict = 'better' | 'equal' | 'human' | 'not_better' | 'insufficient';

export interface Tuning {
  readonly verdict: TuningVerdict;
  /** The human card itself unless something better, or as good, is offered. */
  readonly card: Scorecard;
  /** What was chosen on all decisions; null where nothing could be chosen. */
  readonly penalty: number | 'human' | null;
  readonly folds: readonly TuningFold[];
  readonly human: Estimate;
  readonly proposed: Estimate;
  /** Proposed less human, on the same held-out decisions. */
  readonly difference: PairedDelong;
}

/**
 * Proposes weights for a scorecard from what became of past decisions: a logistic fit that no measure can enter the wrong way
 * round, shrunk to the human weights. The penalty is chosen walk-forward; the verdict rests on quarters that neither the
 * weights nor the penalty have seen, with the card as it would be written (hundredths, limits, rules, what is missing).
 */
export function tuneWeights({ card, data, scoreBy }: TuningInput): Tuning {
  const rows: TuningRows = { ...data, places: placesOf(data, sharesOf(card)), embargoDays: data.horizon };
  const whole = Uint32Array.from(data.scores.keys());
  const penalty = choosePenalty(rows, whole);
  const { folds, human, proposed, churned } = heldOut(rows, { card, data, scoreBy });
  const difference = pairedDelong(proposed, human, churned);
  const judged = { human: auc(human, churned), proposed: auc(proposed, churned), difference };
  const verdict = verdictOf(judged, penalty);
  const isOffered = verdict === 'better' || verdict === 'equal';
  const found = penalty !== null && isOffered ? learnCard(rows, card, { penalty, train: whole }) : card;
  return { verdict, card: found, penalty: penalty === null ? null : told(penalty), folds, ...judged };
}

interface HeldOut {
  readonly folds: readonly TuningFold[];
  readonly human: Float64Array;
  readonly proposed: Float64Array;
  readonly churned: Uint8Array;
}

function heldOut(rows: TuningRows, { card, data, scoreBy }: TuningInput): HeldOut {
  const starts = quarterStarts(data.decidedOn);
  const folds = walkForward(data, { starts, embargoDays: data.horizon, leastEvents: LEAST_PER_CLASS });
  const byHuman = scoreBy(card);
  const found: TuningFold[] = [];
  const pairs: { human: number; proposed: number; churned: number }[] = [];
  for (const { testFrom, train, test, trained, reason } of folds) {
    if (test.length === 0) continue;
    const penalty = reason === null ? choosePenalty(rows, train) : null;
    const quarter = quarterName(quarterOf(testFrom));
    found.push({ quarter, trained, tested: test.length, penalty: penalty === null ? null : told(penalty) });
    if (penalty === null) continue;
    const scores = scoreBy(learnCard(rows, card, { penalty, train }));
    for (const row of test) {
      pairs.push({
        human: byHuman[row] as number,
        proposed: scores[row] as number,
        churned: data.churned[row] as number,
      });
    }
  }
  const both = pairs.filter((pair) => !(Number.isNaN(pair.human) || Number.isNaN(pair.proposed)));
  return {
    folds: found,
    human: Float64Array.from(both, (pair) => pair.human),
    proposed: Float64Array.from(both, (pair) => pair.proposed),
    churned: Uint8Array.from(both, (pair) => pair.churned),
  };
}

/** The card that some decisions teach; the human one where they teach nothing. */
function learnCard(
  rows: TuningRows,
  card: Scorecard,
  { penalty, train }: { penalty: number; train: Uint32Array },
): Scorecard {
  if (!Number.isFinite(penalty)) return card;
  const { slopes } = fitRows(rows, penalty, train);
  const total = slopes.reduce((sum, slope) => sum + slope, 0);
  if (!(total > 0)) return card;
  return cardWithShares(
    card,
    new Map(rows.places.names.map((name, j) => [name, (slopes[j] as number) / total])),
  );
}

/** Neither better nor equal counts for weights that tell no more than chance. */
function verdictOf(
  { human, proposed, difference }: Pick<Tuning, 'human' | 'proposed' | 'difference'>,
  penalty: number | null,
): TuningVerdict {
  const { n1, n0 } = human;
  if (penalty === null || Math.min(n1, n0) < LEAST_PER_CLASS) return 'insufficient';
  if (!Number.isFinite(penalty)) return 'human';
  const low = difference.ci?.[0] ?? Number.NEGATIVE_INFINITY;
  const tells = (proposed.ci?.[0] ?? 0) > 0.5;
  if (!tells || low <= -EQUAL_WITHIN) return 'not_better';
  return low > 0 ? 'better' : 'equal';
}

function told(penalty: number): number | 'human' {
  return Number.isFinite(penalty) ? penalty : 'human';
}
