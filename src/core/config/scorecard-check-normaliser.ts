import type { Normaliser } from './scorecard-normaliser-schema.ts';
import type { DIRECTIONS } from './scorecard-schema.ts';
import type { YamlPath } from './yaml-document.ts';

type Direction = (typeof DIRECTIONS)[number];

interface Fault {
  readonly detail: string;
  readonly remedy: string;
  /** Path from the normaliser. */
  readonly path: YamlPath;
}

/** What is wrong with a normaliser, and which way it goes; null where its input has no order (categories). */
export interface NormaliserReport {
  readonly faults: readonly Fault[];
  readonly direction: Direction | null;
}

interface Scale {
  readonly min: number;
  readonly max: number;
}

type Of<T extends Normaliser['type']> = Extract<Normaliser, { type: T }>;

export function describeNormaliser(normaliser: Normaliser, scale: Scale): NormaliserReport {
  switch (normaliser.type) {
    case 'linear':
    case 's_curve':
    case 'z_score':
      return describeEnds(normaliser);
    case 'log':
      return describeLog(normaliser);
    case 'target':
      return describeTarget(normaliser);
    case 'tiers':
      return describeTiers(normaliser, scale);
    case 'boolean':
      return describeBoolean(normaliser, scale);
    case 'category':
      return describeCategory(normaliser, scale);
    case 'nps':
      return { faults: [], direction: 'higher_is_better' };
    case 'percentile':
      return {
        faults: [],
        direction: normaliser.best === 'highest' ? 'higher_is_better' : 'lower_is_better',
      };
  }
}

function describeEnds({ worst, best }: { readonly worst: number; readonly best: number }): NormaliserReport {
  if (worst === best) {
    return faulty([
      { detail: `worst and best are the same, ${worst}`, remedy: 'set them apart', path: ['best'] },
    ]);
  }
  return { faults: [], direction: worst < best ? 'higher_is_better' : 'lower_is_better' };
}

function describeLog(spec: Of<'log'>): NormaliserReport {
  const faults = (['worst', 'best'] as const)
    .filter((end) => spec[end] < 0)
    .map((end) => ({
      detail: `${end} is ${spec[end]}, and a logarithm needs values from 0 up`,
      remedy: 'set it to 0 or more, or use z_score with transform: asinh',
      path: [end],
    }));
  return faults.length > 0 ? faulty(faults) : describeEnds(spec);
}

/** A flank may be upright: `worst_below` equal to `from` is a step. */
function describeTarget({ worst_below, from, to, worst_above }: Of<'target'>): NormaliserReport {
  const rises = worst_below <= from && from <= to && to <= worst_above;
  if (rises && worst_below < worst_above) return { faults: [], direction: 'target' };
  const detail = `worst_below ${worst_below}, from ${from}, to ${to}, worst_above ${worst_above} do not rise`;
  return faulty([{ detail, remedy: 'order them: worst_below, from, to, worst_above', path: [] }]);
}

function describeTiers({ tiers }: Of<'tiers'>, scale: Scale): NormaliserReport {
  const faults = [
    ...tiers.flatMap(({ score }, i) => offScale(score, scale, ['tiers', i, 'score'])),
    ...limitFaults(tiers),
    ...constant(
      tiers.map(({ score }) => score),
      ['tiers'],
    ),
  ];
  return faults.length > 0 ? faulty(faults) : { faults, direction: trend(tiers.map(({ score }) => score)) };
}

/** Every tier but the last has one limit, and limits rise from the top; `up_to: 3` may follow `below: 3`. */
function limitFaults(tiers: Of<'tiers'>['tiers']): Fault[] {
  let above = Number.NEGATIVE_INFINITY;
  let aboveIn = false;
  return tiers.flatMap((tier, i) => {
    const limits = [tier.below, tier.up_to].filter((limit) => limit !== undefined);
    const fault = (detail: string, remedy: string) => [{ detail, remedy, path: ['tiers', i] }];
    if (i === tiers.length - 1) {
      if (limits.length === 0) return [];
      return fault('the last tier has a limit', 'end with a tier that takes all the rest: { score: … }');
    }
    const [limit] = limits;
    if (limit === undefined) return fault('a tier before the last has no limit', 'give it below or up_to');
    if (limits.length > 1)
      return fault('a tier has two limits', 'keep below (exclusive) or up_to (inclusive)');
    const rises = limit > above || (limit === above && !aboveIn && tier.up_to !== undefined);
    [above, aboveIn] = [limit, tier.up_to !== undefined];
    if (rises) return [];
    return fault(`the limit ${limit} is not above the tier before it`, 'list the tiers by rising limits');
  });
}

function describeBoolean(spec: Of<'boolean'>, scale: Scale): NormaliserReport {
  const { if_true, if_false } = spec;
  const faults = [
    ...offScale(if_true, scale, ['if_true']),
    ...offScale(if_false, scale, ['if_false']),
    ...constant([if_true, if_false], []),
  ];
  return faults.length > 0
    ? faulty(faults)
    : { faults, direction: if_true > if_false ? 'higher_is_better' : 'lower_is_better' };
}

function describeCategory({ scores, otherwise }: Of<'category'>, scale: Scale): NormaliserReport {
  const faults = [
    ...Object.entries(scores).flatMap(([word, score]) => offScale(score, scale, ['scores', word])),
    ...(otherwise === undefined ? [] : offScale(otherwise, scale, ['otherwise'])),
    ...constant([...Object.values(scores), ...(otherwise === undefined ? [] : [otherwise])], ['scores']),
  ];
  return { faults, direction: null };
}

function offScale(score: number, { min, max }: Scale, path: YamlPath): Fault[] {
  if (score >= min && score <= max) return [];
  const detail = `the score ${score} lies outside the scale from ${min} to ${max}`;
  return [{ detail, remedy: "write scores in points of the scorecard's own scale", path }];
}

function constant(scores: readonly number[], path: YamlPath): Fault[] {
  const same = scores.every((score) => score === scores[0]);
  const remedy = 'let the scores differ, or take the measure out';
  return same ? [{ detail: 'gives the same score whatever the value', remedy, path }] : [];
}

function trend(scores: readonly number[]): Direction {
  const pairs = scores.slice(1).map((score, i) => score - (scores[i] ?? score));
  if (pairs.every((step) => step >= 0)) return 'higher_is_better';
  return pairs.every((step) => step <= 0) ? 'lower_is_better' : 'target';
}

function faulty(faults: readonly Fault[]): NormaliserReport {
  return { faults, direction: null };
}
