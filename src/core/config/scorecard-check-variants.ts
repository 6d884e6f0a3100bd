import { type Problem, problem } from '../../errors.ts';
import { didYouMean } from './nearest.ts';
import { excludes, implies } from './scorecard-excludes.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';
import { variantCard } from './scorecard-variant-card.ts';
import type { Variant } from './scorecard-variant-schema.ts';

type Check = (card: Scorecard, place: Placer) => Problem[];

/** Each variant makes a sound scorecard, and for every account it is clear which one counts. */
export function checkVariants(card: Scorecard, place: Placer, checkCard: Check): Problem[] {
  return card.variants.flatMap((variant, i) => {
    const unknown = [
      ...checkTargets(card, variant, { place, i }),
      ...checkPoints(card, variant, { place, i }),
    ];
    if (unknown.length > 0) return unknown;
    const ofCard = checkCard(variantCard(card, variant), () => place(['variants', i, 'name'])).map(
      (found) => ({
        ...found,
        message: `variant "${variant.name}": ${found.message}`,
      }),
    );
    return [
      ...ofCard,
      ...checkPrecedence(card, variant, { place, i }),
      ...checkReached(card, variant, { place, i }),
    ];
  });
}

interface At {
  readonly place: Placer;
  readonly i: number;
}

function checkTargets(card: Scorecard, variant: Variant, { place, i }: At): Problem[] {
  const measures = card.dimensions.flatMap((dimension) => dimension.measures.map(({ name }) => name));
  const all = [...card.dimensions.map(({ name }) => name), ...measures];
  const named = [
    ...variant.without.map((name, w) => ({ name, known: all, path: ['variants', i, 'without', w] })),
    ...Object.keys(variant.weights).map((name) => ({
      name,
      known: all,
      path: ['variants', i, 'weights', name],
    })),
    ...Object.keys(variant.normalise).map((name) => ({
      name,
      known: measures,
      path: ['variants', i, 'normalise', name],
    })),
  ];
  return named.flatMap(({ name, known, path }) => {
    if (known.includes(name)) return [];
    const params = {
      variant: variant.name,
      detail: `"${name}" is no ${known === all ? 'dimension or measure' : 'measure'}`,
    };
    const hint = didYouMean(name, known) ?? `there are ${known.join(', ')}`;
    return [problem('scorecardVariant', params, { ...place(path, 'key'), hint })];
  });
}

/** Points are points: a variant can leave measures out and read them otherwise, not weigh them. */
function checkPoints({ arithmetic }: Scorecard, { name, weights }: Variant, { place, i }: At): Problem[] {
  if (arithmetic !== 'points' || Object.keys(weights).length === 0) return [];
  const detail = 'weights have no place where arithmetic is points';
  return [problem('scorecardVariant', { variant: name, detail }, place(['variants', i, 'weights'], 'key'))];
}

/** Two variants that could both be meant must not have the same precedence. */
function checkPrecedence({ variants }: Scorecard, variant: Variant, { place, i }: At): Problem[] {
  const rival = variants
    .slice(0, i)
    .find((other) => other.precedence === variant.precedence && !areDisjoint(other, variant));
  if (!rival) return [];
  const detail = `an account could be meant by "${rival.name}" as well, and both have precedence ${variant.precedence}`;
  const hint = 'give them different precedence, or conditions that exclude each other';
  return [
    problem(
      'scorecardVariant',
      { variant: variant.name, detail },
      { ...place(['variants', i, 'name']), hint },
    ),
  ];
}

/** One that only takes accounts which another of higher precedence has taken already never counts. */
function checkReached({ variants }: Scorecard, variant: Variant, { place, i }: At): Problem[] {
  const rival = variants.find(
    ({ precedence, when }) =>
      precedence > variant.precedence &&
      when.every((asked) => variant.when.some((own) => implies(own, asked))),
  );
  if (!rival) return [];
  const detail = `never counts: "${rival.name}" takes all of its accounts, by precedence ${rival.precedence} over ${variant.precedence}`;
  const hint = 'give it the higher precedence, or take it out';
  return [
    problem(
      'scorecardVariant',
      { variant: variant.name, detail },
      { ...place(['variants', i, 'name']), hint },
    ),
  ];
}

function areDisjoint(a: Variant, b: Variant): boolean {
  return a.when.some((first) => b.when.some((second) => excludes(first, second)));
}
