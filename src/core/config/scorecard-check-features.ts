import { type Problem, problem } from '../../errors.ts';
import type { KnownFeature, KnownFeatures } from './known-features.ts';
import { didYouMean } from './nearest.ts';
import { type FeatureUse, scorecardFeatures } from './scorecard-features.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';

/** A scorecard reads only what some feature model has, as what it is, and looks for words that it may hold. */
export function checkScorecardFeatures(card: Scorecard, known: KnownFeatures, place: Placer): Problem[] {
  return scorecardFeatures(card).flatMap((use) => {
    const found = known.get(use.feature);
    if (!found) return isSaidAlready(use) ? [] : [unknown(use, known, place)];
    return fits(use, found) ? unknownWords(use, found, place) : [otherKind(use, found, place)];
  });
}

/** A variant reads its measures' features: what is wrong with those is said once, where they stand. */
function isSaidAlready({ path }: FeatureUse): boolean {
  return path[0] === 'variants' && path[2] === 'normalise';
}

function unknown({ feature, usedBy, path }: FeatureUse, known: KnownFeatures, place: Placer): Problem {
  const hint = didYouMean(feature, known.keys()) ?? columnsOf(feature, known);
  return problem('unknownFeature', { feature, usedBy }, { ...place(path), hint });
}

/** What there is of the model, where that is known. */
function columnsOf(feature: string, known: KnownFeatures): string {
  const model = feature.replace(/\..*$/, '');
  const columns = [...known.keys()]
    .filter((each) => each.startsWith(`${model}.`))
    .map((each) => each.slice(model.length + 1));
  const named = columns.filter((column) => column !== 'account_id' && column !== 'as_of');
  if (named.length === 0) return `there is no model models/features/${model}`;
  return `${model} has ${named.join(', ')}`;
}

function fits({ wants }: FeatureUse, { kind }: KnownFeature): boolean {
  return wants === 'number or boolean' ? kind === 'number' || kind === 'boolean' : wants === kind;
}

const WORDS = {
  text: 'a word',
  number: 'a number',
  boolean: 'yes or no',
  'number or boolean': 'a number',
} as const;

function otherKind(
  { feature, usedBy, wants, path }: FeatureUse,
  found: KnownFeature,
  place: Placer,
): Problem {
  const params = { feature, usedBy, wanted: WORDS[wants], found: `${found.type}` };
  return problem('featureKind', params, { ...place(path), hint: remedy(found, path) });
}

/** What could be asked of a column of that kind. */
function remedy({ kind }: KnownFeature, path: FeatureUse['path']): string {
  const isCondition = path.includes('when') || path.includes('applies_when');
  if (path[0] === 'override' || path[0] === 'peers' || path.includes('stale_after'))
    return 'name another column';
  if (kind === 'text')
    return isCondition ? 'ask for its words by one_of' : 'use normalise: { type: category, scores: … }';
  if (kind === 'boolean')
    return isCondition ? 'ask for is: true or is: false' : 'use normalise: { type: boolean, … }';
  if (kind === 'number')
    return isCondition
      ? 'compare it by at_least, above, at_most or below'
      : 'use a normaliser of numbers, such as linear';
  return 'only numbers, words and booleans can be read: let the model give one, such as the days since';
}

function unknownWords(
  { feature, usedBy, words, path }: FeatureUse,
  found: KnownFeature,
  place: Placer,
): Problem[] {
  const held = found.words;
  if (held === null) return [];
  return words
    .filter((word) => !held.includes(word))
    .map((word) => {
      const hint = didYouMean(word, held) ?? `it gives ${held.join(', ')}`;
      return problem('unknownWord', { feature, usedBy, word }, { ...place(path), hint });
    });
}
