import { fail } from '../../errors.ts';
import type { Measure, Scorecard } from '../config/scorecard-schema.ts';
import { allot } from './allot.ts';
import { compileAssumption } from './assumption.ts';
import { byName } from './by-name.ts';
import type { Learnt } from './learnt.ts';
import { compileNormaliser, type Normalise } from './normalise.ts';
import { peersOf } from './peers.ts';
import { toTicks } from './ticks.ts';

export interface CompiledMeasure {
  readonly spec: Measure;
  readonly name: string;
  /** Index into the compiled scorecard's dimensions. */
  readonly dimension: number;
  /** Ticks between what it gives at the top and at the bottom of the scale: its weight in whole numbers. */
  readonly maxTicks: number;
  /** Ticks it gives at the bottom of the scale: 0, or what it takes away where the scorecard counts by points. */
  readonly minTicks: number;
  readonly normalise: Normalise;
  /** Where it counts while missing, by row; null if its weight goes to the others instead. */
  readonly assume: Normalise | null;
}

interface CompiledDimension {
  readonly name: string;
  readonly maxTicks: number;
}

/** A scorecard ready to score: everything in the order of names, so that the order of its file cannot matter. */
export interface CompiledScorecard {
  readonly card: Scorecard;
  /** Ticks of the scale's min, and from its min to its max. */
  readonly base: number;
  readonly range: number;
  /** Ticks between two scores that can be published. */
  readonly step: number;
  readonly dimensions: readonly CompiledDimension[];
  readonly measures: readonly CompiledMeasure[];
  /** Ticks where each band begins, lowest first. */
  readonly bandStarts: readonly number[];
}

/**
 * Turns checked weights into whole ticks and specifications into functions. The card must have passed `checkScorecard`;
 * `learnt` comes from `learnPeers` and is needed if any measure goes by its peers.
 */
export function compileScorecard(card: Scorecard, learnt: Learnt = {}): CompiledScorecard {
  if (card.variants.length > 0) {
    fail('defect', {
      detail: `scorecard ${card.name} has variants: compileVariants makes a scorecard of each`,
    });
  }
  const { scale } = card;
  const base = toTicks(scale.min);
  const range = toTicks(scale.max) - base;
  const measures = compileMeasures(card, range, learnt);
  const dimensions = byName(card.dimensions).map(({ name }, d) => ({ name, maxTicks: ticksOf(measures, d) }));
  const step = scale.step === undefined ? 1 : toTicks(scale.step);
  const bandStarts = card.bands.map(({ from }) => toTicks(from));
  return { card, base, range, step, dimensions, measures, bandStarts };
}

function compileMeasures(card: Scorecard, range: number, learnt: Learnt): CompiledMeasure[] {
  const listed = byName(card.dimensions).flatMap(({ weight, measures }, dimension) =>
    measures.map((spec) => ({ spec, name: spec.name, dimension, share: weight * spec.weight })),
  );
  const sorted = byName(listed);
  const ticks =
    card.arithmetic === 'points'
      ? sorted.map(({ spec }) => spanOf(spec))
      : allot(
          range,
          sorted.map(({ share }) => share),
        );
  return sorted.map(({ spec, name, dimension }, m) => ({
    spec,
    name,
    dimension,
    maxTicks: ticks[m] ?? 0,
    minTicks: toTicks(spec.points?.worst ?? 0),
    normalise: compileNormaliser(spec.normalise, {
      feature: spec.feature,
      scale: card.scale,
      peers: () => peersOf(card, spec, learnt),
    }),
    assume: compileAssumption(card, spec, () => peersOf(card, spec, learnt)),
  }));
}

function spanOf({ points }: Measure): number {
  return points === undefined ? 0 : toTicks(points.best) - toTicks(points.worst);
}

function ticksOf(measures: readonly CompiledMeasure[], dimension: number): number {
  return measures.filter((m) => m.dimension === dimension).reduce((sum, m) => sum + m.maxTicks, 0);
}
