import type { Normaliser } from '../config/scorecard-normaliser-schema.ts';
import { type FeatureColumns, numbersOf, textsOf } from './feature-columns.ts';

/** Writes a feature's place on the scale into `out`: 0 at the scale's min, 1 at its max, NaN where there is no value. */
export type Normalise = (features: FeatureColumns, out: Float64Array) => void;

interface Scale {
  readonly min: number;
  readonly max: number;
}

type Of<T extends Normaliser['type']> = Extract<Normaliser, { type: T }>;

/** A column-wise normaliser of one feature. Each is monotone exactly, rounding included, where its direction says so. */
export function compileNormaliser(spec: Normaliser, feature: string, scale: Scale): Normalise {
  const unit = (score: number) => (score - scale.min) / (scale.max - scale.min);
  switch (spec.type) {
    case 'linear':
      return overNumbers(feature, linear(spec));
    case 'tiers':
      return overNumbers(feature, tiers(spec, unit));
    case 'boolean':
      return overNumbers(feature, boolean(spec, unit));
    case 'category':
      return category(spec, feature, unit);
  }
}

function overNumbers(feature: string, into: (values: Float64Array, out: Float64Array) => void): Normalise {
  return (features, out) => into(numbersOf(features, feature), out);
}

function linear({ worst, best }: Of<'linear'>) {
  const width = best - worst;
  return (values: Float64Array, out: Float64Array): void => {
    for (let r = 0; r < out.length; r++) {
      const place = ((values[r] ?? Number.NaN) - worst) / width;
      out[r] = place <= 0 ? 0 : Math.min(place, 1);
    }
  };
}

function tiers(spec: Of<'tiers'>, unit: (score: number) => number) {
  const limits = spec.tiers.slice(0, -1).map(({ below, up_to }) => below ?? up_to ?? Number.NaN);
  const inclusive = spec.tiers.map(({ up_to }) => up_to !== undefined);
  const places = spec.tiers.map(({ score }) => unit(score));
  const tierOf = (value: number): number => {
    let tier = 0;
    for (const limit of limits) {
      if (value < limit || (value === limit && inclusive[tier])) return tier;
      tier++;
    }
    return tier;
  };
  return (values: Float64Array, out: Float64Array): void => {
    for (let r = 0; r < out.length; r++) {
      const value = values[r] ?? Number.NaN;
      out[r] = Number.isNaN(value) ? Number.NaN : (places[tierOf(value)] ?? Number.NaN);
    }
  };
}

function boolean({ if_true, if_false }: Of<'boolean'>, unit: (score: number) => number) {
  const [yes, no] = [unit(if_true), unit(if_false)];
  return (values: Float64Array, out: Float64Array): void => {
    for (let r = 0; r < out.length; r++) {
      const value = values[r] ?? Number.NaN;
      out[r] = Number.isNaN(value) ? Number.NaN : value === 0 ? no : yes;
    }
  };
}

function category(spec: Of<'category'>, feature: string, unit: (score: number) => number): Normalise {
  const places = new Map(Object.entries(spec.scores).map(([word, score]) => [word, unit(score)]));
  const otherwise = spec.otherwise === undefined ? Number.NaN : unit(spec.otherwise);
  return (features, out) => {
    const words = textsOf(features, feature);
    for (let r = 0; r < out.length; r++) {
      const word = words[r] ?? null;
      out[r] = word === null ? Number.NaN : (places.get(word) ?? otherwise);
    }
  };
}
