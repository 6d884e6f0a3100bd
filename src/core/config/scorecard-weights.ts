import type { YamlPath } from './yaml-document.ts';

interface WrittenMeasure {
  readonly weight?: number | undefined;
  readonly points?: { readonly worst: number; readonly best: number } | undefined;
  readonly max_influence?: number | undefined;
}

interface WrittenDimension {
  readonly weight?: number | undefined;
  readonly at_least?: number | undefined;
  readonly at_most?: number | undefined;
  readonly measures: readonly WrittenMeasure[];
}

type Weighed<D extends WrittenDimension> = Omit<D, 'measures'> & {
  readonly weight: number;
  readonly measures: (D['measures'][number] & { readonly weight: number })[];
};

/** Something that a scorecard's arithmetic wants otherwise. */
interface Fault {
  readonly path: YamlPath;
  readonly message: string;
}

/**
 * Gives every measure and dimension its weight: the one that is written, or, where the scorecard counts by points, its share of
 * all the points that can be won and lost, so that coverage and the like mean the same in both.
 */
export function weighed<D extends WrittenDimension>(card: {
  readonly arithmetic: 'weighted_mean' | 'points';
  readonly dimensions: readonly D[];
}): Weighed<D>[] {
  const byPoints = card.arithmetic === 'points';
  const spans = card.dimensions.map(({ measures }) => measures.map(spanOf));
  const whole = sum(spans.map(sum));
  return card.dimensions.map((dimension, d) => {
    const ofDimension = sum(spans[d] ?? []);
    const measures = dimension.measures.map((measure: D['measures'][number], m) => ({
      ...measure,
      weight: byPoints ? shareOf(spans[d]?.[m] ?? 0, ofDimension) : (measure.weight ?? 0),
    }));
    return {
      ...dimension,
      measures,
      weight: byPoints ? shareOf(ofDimension, whole) : (dimension.weight ?? 0),
    };
  });
}

/** Weights where there should be points, points where there should be weights, and neither. */
export function weightFaults(card: {
  readonly arithmetic: 'weighted_mean' | 'points';
  readonly dimensions: readonly WrittenDimension[];
}): Fault[] {
  const ofMeasure = card.arithmetic === 'points' ? pointsFault : weightFault;
  return card.dimensions.flatMap((dimension, d) => [
    ...dimensionFaults(card.arithmetic, dimension).map(({ path, message }) => ({
      path: ['dimensions', d, ...path],
      message,
    })),
    ...dimension.measures.flatMap((measure, m) =>
      ofMeasure(measure).map(({ path, message }) => ({
        path: ['dimensions', d, 'measures', m, ...path],
        message,
      })),
    ),
  ]);
}

const INSTEAD = 'has no place where arithmetic is points: what a measure gives and takes says its points';

function dimensionFaults(arithmetic: string, { weight, at_least, at_most }: WrittenDimension): Fault[] {
  if (arithmetic !== 'points')
    return weight === undefined ? [{ path: ['weight'], message: 'is required' }] : [];
  return Object.entries({ weight, at_least, at_most }).flatMap(([key, value]) =>
    value === undefined ? [] : [{ path: [key], message: INSTEAD }],
  );
}

function weightFault({ weight, points }: WrittenMeasure): Fault[] {
  if (points !== undefined) {
    return [{ path: ['points'], message: 'needs arithmetic: points; a weighted mean goes by weight' }];
  }
  return weight === undefined ? [{ path: ['weight'], message: 'is required' }] : [];
}

/** A measure that is only watched says weight: 0 here too. */
function pointsFault({ weight, points, max_influence }: WrittenMeasure): Fault[] {
  return [
    ...(points === undefined && weight !== 0 ? [{ path: ['points'], message: 'is required' }] : []),
    ...(weight === undefined || weight === 0 ? [] : [{ path: ['weight'], message: INSTEAD }]),
    ...(max_influence === undefined ? [] : [{ path: ['max_influence'], message: INSTEAD }]),
  ];
}

function spanOf({ points }: WrittenMeasure): number {
  return points === undefined ? 0 : points.best - points.worst;
}

function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
