import type { CompiledScorecard } from './compile-scorecard.ts';
import type { ScoredAccounts } from './scored-accounts.ts';
import { WITHHELD } from './ticks.ts';

/**
 * Each dimension's own score in ticks, by dimension and row, after its limits: where it stands on the scorecard's scale, or
 * what it gave and took where the scorecard counts by points. WITHHELD where none of its measures has a value.
 */
export function dimensionScores(
  { base, range, dimensions }: CompiledScorecard,
  { basis, rows }: ScoredAccounts,
): Int32Array[] {
  const { byPoints, limited, blend } = basis;
  const places = (limited?.blend ?? blend).place;
  return dimensions.map((_dimension, d) => {
    const found = new Int32Array(rows);
    for (let r = 0; r < rows; r++) {
      const place = places[d]?.[r] ?? Number.NaN;
      const exact = byPoints ? (byPoints.kept[d]?.[r] ?? 0) : base + range * place;
      found[r] = Number.isNaN(place) ? WITHHELD : Math.floor(exact + 0.5);
    }
    return found;
  });
}
