import type { Normaliser } from '../config/scorecard-normaliser-schema.ts';
import { type FeatureColumns, numbersOf, textsOf } from './feature-columns.ts';
import type { PeerLookup } from './peers.ts';
import {
  amongPeers,
  bounded,
  logarithmic,
  plateau,
  type Shape,
  sShaped,
  standardised,
  straight,
} from './shapes.ts';

/**
 * Writes a feature's place on the scale into `out`: 0 at the scale's min, 1 at its max, NaN where there is no value, NO_SAY
 * where the measure does not speak about the value.
 */
export type Normalise = (features: FeatureColumns, out: Float64Array) => void;

interface Context {
  readonly feature: string;
  readonly scale: { readonly min: number; readonly max: number };
  /** Asked for only where the normaliser goes by peers. */
  readonly peers: () => PeerLookup;
}

type Of<T extends Normaliser['type']> = Extract<Normaliser, { type: T }>;

/** A column-wise normaliser of one feature. */
export function compileNormaliser(spec: Normaliser, context: Context): Normalise {
  const { feature, scale, peers } = context;
  const unit = (score: number) => (score - scale.min) / (scale.max - scale.min);
  switch (spec.type) {
    case 'linear':
      return spec.outside === 'clamp' ? eachStraight(feature, spec) : eachNumber(feature, bounded(spec));
    case 's_curve':
      return eachNumber(feature, sShaped(spec));
    case 'log':
      return eachNumber(feature, logarithmic(spec));
    case 'target':
      return eachNumber(feature, plateau(spec));
    case 'tiers':
      return eachNumber(feature, tiers(spec, unit));
    case 'boolean':
      return eachNumber(feature, boolean(spec, unit));
    case 'category':
      return category(spec, feature, unit);
    case 'nps':
      return eachNumber(feature, straight({ worst: -100, best: 100 }));
    case 'percentile':
      return eachAmongPeers(feature, peers(), ({ quantiles }) => amongPeers(quantiles, spec.best));
    case 'z_score':
      return eachAmongPeers(feature, peers(), ({ n, mean, sd }) =>
        standardised(spec, { mean: n === 0 ? Number.NaN : mean, sd }),
      );
  }
}

function eachNumber(feature: string, shape: Shape): Normalise {
  return (features, out) => {
    const values = numbersOf(features, feature);
    for (let r = 0; r < out.length; r++) out[r] = shape(values[r] ?? Number.NaN);
  };
}

/** `straight`, written out: most measures are linear, and a call for every cell costs as much as all the rest. */
function eachStraight(feature: string, { worst, best }: { worst: number; best: number }): Normalise {
  const width = best - worst;
  return (features, out) => {
    const values = numbersOf(features, feature);
    for (let r = 0; r < out.length; r++) {
      const place = ((values[r] ?? Number.NaN) - worst) / width;
      out[r] = place <= 0 ? 0 : Math.min(place, 1);
    }
  };
}

function eachAmongPeers(
  feature: string,
  peers: PeerLookup,
  make: Parameters<typeof peers.perRow<Shape>>[0],
): Normalise {
  const shapes = peers.perRow(make);
  return (features, out) => {
    const values = numbersOf(features, feature);
    const shapeOf = shapes(features);
    for (let r = 0; r < out.length; r++) out[r] = shapeOf(r)(values[r] ?? Number.NaN);
  };
}

function tiers(spec: Of<'tiers'>, unit: (score: number) => number): Shape {
  const limits = spec.tiers.slice(0, -1).map(({ below, up_to }) => below ?? up_to ?? Number.NaN);
  const inclusive = spec.tiers.map(({ up_to }) => up_to !== undefined);
  const places = spec.tiers.map(({ score }) => unit(score));
  return (value) => {
    if (Number.isNaN(value)) return value;
    let tier = 0;
    for (const limit of limits) {
      if (value < limit || (value === limit && inclusive[tier])) break;
      tier++;
    }
    return places[tier] ?? Number.NaN;
  };
}

function boolean({ if_true, if_false }: Of<'boolean'>, unit: (score: number) => number): Shape {
  const [yes, no] = [unit(if_true), unit(if_false)];
  return (value) => (Number.isNaN(value) ? value : value === 0 ? no : yes);
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
