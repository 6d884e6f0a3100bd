import { canonicalJson } from '../config/canonical-json.ts';
import type { Scorecard } from '../config/scorecard-schema.ts';
import { byName } from './by-name.ts';

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
    measures: byName(dimension.measures),
  }));
  return canonicalJson({ ...card, dimensions: byName(dimensions) });
}
