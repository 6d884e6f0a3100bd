import fc from 'fast-check';
import { scorecardFeatures } from '../../../src/core/config/scorecard-features.ts';
import type { Scorecard } from '../../../src/core/config/scorecard-schema.ts';
import type { FeatureColumns } from '../../../src/core/score/feature-columns.ts';

const WORDS = ['up', 'flat', 'down'];

const value = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -30, max: 130, noNaN: true }) },
  { weight: 2, arbitrary: fc.integer({ min: -2, max: 101 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);

/** One account of which nothing is known. */
export function nothingKnown(card: Scorecard): FeatureColumns {
  const features = scorecardFeatures(card).map(({ feature }) => feature);
  return {
    rows: 1,
    numbers: new Map(features.map((feature) => [feature, Float64Array.of(Number.NaN)])),
    texts: new Map(features.map((feature) => [feature, [null]])),
  };
}

/** Random features for a card: numbers with gaps, words with gaps. */
export function featuresArbitrary(card: Scorecard, rows: number): fc.Arbitrary<FeatureColumns> {
  const uses = scorecardFeatures(card);
  const column = fc.array(value, { minLength: rows, maxLength: rows });
  const words = fc.array(fc.constantFrom(...WORDS, null), { minLength: rows, maxLength: rows });
  return fc.tuple(...uses.map(({ reads }) => (reads === 'text' ? words : column))).map((columns) => {
    const numbers = new Map<string, Float64Array>();
    const texts = new Map<string, (string | null)[]>();
    uses.forEach(({ feature, reads }, i) => {
      if (reads === 'text') texts.set(feature, columns[i] as (string | null)[]);
      else numbers.set(feature, Float64Array.from(columns[i] as number[]));
    });
    return { rows, numbers, texts };
  });
}
