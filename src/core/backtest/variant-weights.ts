import type { Scorecard } from '../config/scorecard-schema.ts';
import type { Variant } from '../config/scorecard-variant-schema.ts';
import { allot } from '../score/allot.ts';

interface Weighted {
  readonly name: string;
  readonly weight: number;
}

const PARTS = 100;

/**
 * A variant of a card whose weights have changed: where it names some weights of a group and leaves the others, the named ones
 * share out what the others leave, in their own proportions and in hundredths, so that they still add up to 1.
 */
export function balancedVariant({ dimensions }: Pick<Scorecard, 'dimensions'>, variant: Variant): Variant {
  const groups: (readonly Weighted[])[] = [dimensions, ...dimensions.map(({ measures }) => measures)];
  return {
    ...variant,
    weights: groups.reduce((weights, group) => balanced(group, { ...variant, weights }), variant.weights),
  };
}

function balanced(group: readonly Weighted[], { without, weights }: Variant): Variant['weights'] {
  const counting = group.filter(({ name }) => !without.includes(name));
  const named = counting.map(({ name }) => name).filter((name) => Object.hasOwn(weights, name));
  const rest = counting.reduce((sum, { name, weight }) => sum + (named.includes(name) ? 0 : weight), 0);
  const stated = named.map((name) => weights[name] ?? 0);
  const left = Math.round((1 - rest) * PARTS);
  const isRight = Math.abs(stated.reduce((sum, weight) => sum + weight, rest) - 1) < 1e-9;
  if (named.length === 0 || isRight || left < named.length) return weights;
  const parts = allot(left, stated);
  return { ...weights, ...Object.fromEntries(named.map((name, i) => [name, (parts[i] ?? 0) / PARTS])) };
}
