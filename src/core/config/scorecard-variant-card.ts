import type { Scorecard } from './scorecard-schema.ts';
import type { Variant } from './scorecard-variant-schema.ts';
import { weighed } from './scorecard-weights.ts';

/** The scorecard as a variant has it: a scorecard of its own, without variants. */
export function variantCard(card: Scorecard, variant: Variant): Scorecard {
  const { without, weights, normalise } = variant;
  const dimensions = card.dimensions
    .filter(({ name }) => !without.includes(name))
    .map((dimension) => ({
      ...dimension,
      weight: own(weights, dimension.name) ?? dimension.weight,
      measures: dimension.measures
        .filter(({ name }) => !without.includes(name))
        .map((measure) => ({
          ...measure,
          weight: own(weights, measure.name) ?? measure.weight,
          normalise: own(normalise, measure.name) ?? measure.normalise,
        })),
    }))
    .filter(({ measures }) => measures.length > 0);
  return {
    ...card,
    dimensions: card.arithmetic === 'points' ? weighed({ ...card, dimensions }) : dimensions,
    bands: variant.bands ?? card.bands,
    minimum_coverage: variant.minimum_coverage ?? card.minimum_coverage,
    variants: [],
  };
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
