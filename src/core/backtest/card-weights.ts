import type { Scorecard } from '../config/scorecard-schema.ts';
import { allot } from '../score/allot.ts';
import { balancedVariant } from './variant-weights.ts';

/** Weights as they are written: in hundredths, so that a proposal reads like a card that somebody wrote. */
const PARTS = 100;

/** By measure's name: its share of the whole score. The watched ones, of weight 0, are not among them. */
export type Shares = ReadonlyMap<string, number>;

/** What each measure that counts weighs in the whole. */
export function sharesOf({ dimensions }: Scorecard): Map<string, number> {
  const all = dimensions.flatMap(({ weight, measures }) =>
    measures
      .filter((measure) => measure.weight > 0)
      .map((measure) => [measure.name, weight * measure.weight] as const),
  );
  return new Map(all);
}

/**
 * The card with other weights, those of its variants made to fit, and nothing else changed: shares of the whole become weights of dimensions and of their measures,
 * in hundredths that add up to 1. A dimension keeps one hundredth at least, for a card may not have one that never counts.
 *
 * @param shares not negative; of all measures that count
 */
export function cardWithShares(card: Scorecard, shares: Shares): Scorecard {
  const ofMeasures = card.dimensions.map(({ measures }) => measures.map(({ name }) => shares.get(name) ?? 0));
  const weights = atLeastOne(allot(PARTS, ofMeasures.map(sum)));
  const dimensions = card.dimensions.map((dimension, d) => {
    const inside = ofMeasures[d] ?? [];
    const parts = sum(inside) > 0 ? allot(PARTS, inside) : null;
    const measures = dimension.measures.map((measure, m) => ({
      ...measure,
      weight: parts === null ? measure.weight : (parts[m] ?? 0) / PARTS,
    }));
    return { ...dimension, weight: (weights[d] ?? 0) / PARTS, measures };
  });
  const variants = card.variants.map((variant) => balancedVariant({ dimensions }, variant));
  return { ...card, dimensions, variants };
}

/** The card with exact weights, for questions that nobody reads as YAML: such as one weight a fifth up. */
export function cardWithExactShares(card: Scorecard, shares: Shares): Scorecard {
  const whole = sum([...shares.values()]);
  const dimensions = card.dimensions.map((dimension) => {
    const inside = dimension.measures.map(({ name }) => shares.get(name) ?? 0);
    const weight = sum(inside);
    const measures = dimension.measures.map((measure, m) => ({
      ...measure,
      weight: (inside[m] ?? 0) / weight,
    }));
    return weight > 0 ? { ...dimension, weight: weight / whole, measures } : dimension;
  });
  return { ...card, dimensions };
}

/** Takes what is missing from the largest. */
function atLeastOne(parts: number[]): number[] {
  for (const [at, part] of parts.entries()) {
    if (part > 0) continue;
    const largest = parts.indexOf(Math.max(...parts));
    parts[largest] = (parts[largest] ?? 0) - 1;
    parts[at] = 1;
  }
  return parts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
