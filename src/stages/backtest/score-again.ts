import type { FeatureColumns } from '../../core/score/feature-columns.ts';
import { scoreAccounts } from '../../core/score/score-accounts.ts';
import { WITHHELD } from '../../core/score/ticks.ts';
import { type CardSet, rowsByCard } from '../score/card-set.ts';

/** By row. */
export interface ScoredAgain {
  /** Ticks. */
  readonly score: Int32Array;
  /** By measure's name: its place on the scale, NaN where it has none or the card that counts does not know it. */
  readonly places: ReadonlyMap<string, Float64Array>;
}

/** Scores rows by the very code that scored them before. */
export function scoreAgain(set: CardSet, found: FeatureColumns): ScoredAgain {
  const score = new Int32Array(found.rows);
  const names = set.cards.flatMap(({ measures }) => measures.map(({ name }) => name));
  const places = new Map(
    [...new Set(names)].sort().map((name) => [name, new Float64Array(found.rows).fill(Number.NaN)]),
  );
  for (const { card, rows, features } of rowsByCard(set, found)) {
    const compiled = set.cards[card];
    if (!compiled) continue;
    const scored = scoreAccounts(compiled, features);
    rows.forEach((r, i) => {
      score[r] = scored.score[i] ?? WITHHELD;
    });
    for (const { measure, place } of scored.basis.readings) {
      const column = places.get(measure.name);
      rows.forEach((r, i) => {
        if (column) column[r] = place[i] ?? Number.NaN;
      });
    }
  }
  return { score, places };
}
