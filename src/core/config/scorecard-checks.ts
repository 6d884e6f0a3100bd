import type { Problem } from '../../errors.ts';
import { checkBands } from './scorecard-check-bands.ts';
import { checkLimits } from './scorecard-check-limits.ts';
import { checkMeasures } from './scorecard-check-measures.ts';
import { checkNames } from './scorecard-check-names.ts';
import { checkRules } from './scorecard-check-rules.ts';
import { checkWeights } from './scorecard-check-weights.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';
import type { YamlDocument } from './yaml-document.ts';

/**
 * What a schema cannot see: weights that do not add up, bands with a gap, directions that their normalisers contradict,
 * names used twice. Every problem at once, each at its own place in `document`.
 */
export function checkScorecard(card: Scorecard, document: Pick<YamlDocument, 'place'>): Problem[] {
  const place: Placer = (path, what) => document.place(path, what);
  return [checkNames, checkWeights, checkBands, checkMeasures, checkLimits, checkRules].flatMap((check) =>
    check(card, place),
  );
}
