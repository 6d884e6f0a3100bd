import { type Problem, problem } from '../../errors.ts';
import { checkBands } from './scorecard-check-bands.ts';
import { checkConditions } from './scorecard-check-conditions.ts';
import { checkLetters } from './scorecard-check-letters.ts';
import { checkLimits } from './scorecard-check-limits.ts';
import { checkMeasures } from './scorecard-check-measures.ts';
import { checkNames } from './scorecard-check-names.ts';
import { checkRules } from './scorecard-check-rules.ts';
import { checkVariants } from './scorecard-check-variants.ts';
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
  const problems = [...checkCard(card, place), ...checkConditions(card, place)];
  // A fault of the card itself would come back with every variant.
  const faults = problems.length > 0 ? problems : checkVariants(card, place, checkCard);
  return [...faults, ...checkChanges(card, place)];
}

/** Whoever raises the version says why, once anything was said of any. A warning: the score is no worse for it. */
function checkChanges({ version, changes }: Scorecard, place: Placer): Problem[] {
  if (changes.length === 0 || changes.some((change) => change.version === version)) return [];
  const told = Math.max(...changes.map((change) => change.version));
  const detail = `none says why version ${version} came about`;
  const hint =
    told > version
      ? `set version: ${told}`
      : `add { version: ${version}, why: … }: its page in docs/scorecards tells it`;
  const at = told > version ? place(['version']) : place(['changes'], 'key');
  return [problem('configInvalid', { path: 'changes', detail }, { ...at, hint, severity: 'warning' })];
}

function checkCard(card: Scorecard, place: Placer): Problem[] {
  const checks = [checkNames, checkWeights, checkBands, checkLetters, checkMeasures, checkLimits, checkRules];
  return checks.flatMap((check) => check(card, place));
}
