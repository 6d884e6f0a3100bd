import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import { pointsOrNaN, WITHHELD } from '../../core/score/ticks.ts';
import { cardSet } from '../score/card-set.ts';
import type { DatedCards } from '../score/dated-cards.ts';
import type { PairFeatures } from '../score/read-features.ts';
import { scoreAgain } from './score-again.ts';

/** Scores the same rows by another card. In points; NaN where the card withholds a score. */
export type Rescore = (card: Scorecard) => Float64Array;

/**
 * Keeps features, to score them by cards that read the same ones: with other weights, say.
 *
 * @param asOf date of each row of `found`
 * @param rows which rows are asked for, in which order
 */
export function rescoring(
  dated: DatedCards,
  found: PairFeatures,
  { asOf, rows }: { asOf: (row: number) => string; rows: Int32Array },
): Rescore {
  return (card) => {
    const { score } = scoreAgain({ set: cardSet(card), dated: dated.like(card) }, found, asOf);
    return Float64Array.from(rows, (row) => pointsOrNaN(score[row] ?? WITHHELD));
  };
}
