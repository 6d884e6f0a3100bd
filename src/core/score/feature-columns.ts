import { fail } from '../../errors.ts';

/**
 * Features of some accounts as of some days, by columns: row r of every column speaks of the same account and day.
 * A few thousand rows at once are best; rows do not depend on each other.
 */
export interface FeatureColumns {
  readonly rows: number;
  /** By model.column. NaN is missing; booleans are 0 and 1. */
  readonly numbers: ReadonlyMap<string, Float64Array>;
  /** By model.column, for measures with a category normaliser. Null is missing. */
  readonly texts: ReadonlyMap<string, readonly (string | null)[]>;
}

/** The column of a feature, or a defect: `scorecardFeatures` told the caller which to bring. */
export function numbersOf(features: FeatureColumns, feature: string): Float64Array {
  return features.numbers.get(feature) ?? absent(feature);
}

export function textsOf(features: FeatureColumns, feature: string): readonly (string | null)[] {
  return features.texts.get(feature) ?? absent(feature);
}

function absent(feature: string): never {
  return fail('defect', { detail: `the column ${feature} was not brought to scoring` });
}
