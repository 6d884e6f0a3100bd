import { canonicalJson } from '../config/canonical-json.ts';
import type { Scorecard } from '../config/scorecard-schema.ts';

/**
 * The text whose hash identifies a scorecard's content: everything its file says, defaults filled in, whatever the order in
 * which dimensions and measures are listed. Gates, limits and the reasons for changes say something about a score, not what it is.
 */
export function canonicalScorecard({
  gates: _gates,
  known_limits: _limits,
  changes: _changes,
  ...card
}: Scorecard): string {
  const dimensions = card.dimensions.map((dimension) => ({
    ...dimension,
    measures: [...dimension.measures].sort(byName),
  }));
  return canonicalJson({ ...card, dimensions: dimensions.sort(byName) });
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1;
}
