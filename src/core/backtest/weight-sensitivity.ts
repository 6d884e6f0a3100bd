import type { Scorecard } from '../config/scorecard-schema.ts';
import { auc } from '../stats/auc.ts';
import { tooFew } from '../stats/by-segment.ts';
import { countClasses } from '../stats/count-classes.ts';
import { rankAgreement } from '../stats/rank-agreement.ts';
import { cardWithExactShares, sharesOf } from './card-weights.ts';

const STEP = 0.2;

export interface SensitivityInput {
  readonly card: Scorecard;
  readonly churned: Uint8Array;
  /** Scores of past decisions and of today's accounts by a card; NaN where it withholds one. */
  readonly decisions: (card: Scorecard) => Float64Array;
  readonly today: (card: Scorecard) => Float64Array;
}

/** What a fifth more, or less, of one measure's weight changes. */
export interface WeightShift {
  readonly measure: string;
  readonly change: number;
  /** Spearman's correlation of today's scores with those by the stated weights. */
  readonly rank_agreement: number | null;
  /** Share of today's scored accounts whose score lies in another band; no margin and no waiting. */
  readonly band_changes: number;
  /** Of the AUC over past decisions; null for fewer than ten of either outcome. */
  readonly auc_change: number | null;
}

/** Every weight a fifth up and a fifth down, one at a time, the others giving way in proportion. In the order of the card. */
export function weightSensitivity(input: SensitivityInput): WeightShift[] {
  const { card, churned } = input;
  const shares = sharesOf(card);
  const base = { today: input.today(card), decisions: input.decisions(card) };
  return [...shares].flatMap(([measure, share]) =>
    [STEP, -STEP].map((change) => {
      const moved = cardWithExactShares(card, new Map([...shares, [measure, share * (1 + change)]]));
      const today = input.today(moved);
      const scored = [...today.keys()].filter(
        (row) => !Number.isNaN((today[row] ?? 0) + (base.today[row] ?? 0)),
      );
      const take = (scores: Float64Array) => Float64Array.from(scored, (row) => scores[row] ?? 0);
      return {
        measure,
        change,
        rank_agreement: rankAgreement(take(base.today), take(today)),
        band_changes: shareMoved(card, take(base.today), take(today)),
        auc_change: aucChange(base.decisions, input.decisions(moved), churned),
      };
    }),
  );
}

function shareMoved({ bands }: Scorecard, before: Float64Array, after: Float64Array): number {
  const bandOf = (score: number) => bands.findLastIndex(({ from }) => score >= from);
  const moved = before.filter((score, row) => bandOf(score) !== bandOf(after[row] ?? score)).length;
  return before.length === 0 ? 0 : moved / before.length;
}

function aucChange(before: Float64Array, after: Float64Array, churned: Uint8Array): number | null {
  const rows = [...before.keys()].filter((row) => !Number.isNaN((before[row] ?? 0) + (after[row] ?? 0)));
  const outcomes = Uint8Array.from(rows, (row) => churned[row] ?? 0);
  if (tooFew(countClasses(outcomes))) return null;
  const of = (scores: Float64Array) =>
    auc(
      Float64Array.from(rows, (row) => scores[row] ?? 0),
      outcomes,
    ).value ?? 0;
  return of(after) - of(before);
}
