import { type Problem, problem } from '../../errors.ts';
import { didYouMean } from './nearest.ts';
import type { Condition } from './scorecard-condition-schema.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Measure, Scorecard } from './scorecard-schema.ts';
import type { Variant } from './scorecard-variant-schema.ts';
import type { YamlPath } from './yaml-document.ts';

/** One place of a scorecard that reads a feature column. */
export interface FeatureUse {
  /** model.column */
  readonly feature: string;
  /** Whether words are read there, or numbers (booleans as 0 and 1). */
  readonly reads: 'text' | 'number';
  readonly usedBy: string;
  readonly path: YamlPath;
}

/** Every feature that a scorecard reads, in the order of its file. */
export function scorecardFeatures(card: Scorecard): FeatureUse[] {
  return [
    ...ofPeers(card),
    ...card.dimensions.flatMap((dimension, d) =>
      dimension.measures.flatMap((measure, m) => ofMeasure(measure, ['dimensions', d, 'measures', m])),
    ),
    ...card.rules.flatMap(({ name, when }, i) =>
      when.map((asked, w) => ofCondition(asked, `rule "${name}"`, ['rules', i, 'when', w])),
    ),
    ...ofOverride(card),
    ...card.variants.flatMap((variant, i) => ofVariant(card, variant, ['variants', i])),
  ];
}

function ofPeers({ peers }: Scorecard): FeatureUse[] {
  if (peers.by === undefined) return [];
  return [{ feature: peers.by, reads: 'text', usedBy: 'peers', path: ['peers', 'by'] }];
}

function ofMeasure(measure: Measure, path: YamlPath): FeatureUse[] {
  const usedBy = `measure "${measure.name}"`;
  const { feature, normalise, stale_after: stale, applies_when: applies } = measure;
  const reads = normalise.type === 'category' ? 'text' : 'number';
  const uses: FeatureUse[] = [{ feature, reads, usedBy, path: [...path, 'feature'] }];
  if (stale) {
    uses.push({ feature: stale.age, reads: 'number', usedBy, path: [...path, 'stale_after', 'age'] });
  }
  if (applies) uses.push(ofCondition(applies, usedBy, [...path, 'applies_when']));
  return uses;
}

function ofCondition({ feature, one_of }: Condition, usedBy: string, path: YamlPath): FeatureUse {
  return { feature, reads: one_of ? 'text' : 'number', usedBy, path: [...path, 'feature'] };
}

function ofOverride({ override }: Scorecard): FeatureUse[] {
  if (!override) return [];
  return (['score', 'author', 'reason'] as const).map((key) => ({
    feature: override[key],
    reads: key === 'score' ? 'number' : 'text',
    usedBy: 'override',
    path: ['override', key],
  }));
}

/** A variant's measures are the card's own, but it may read them in another way. */
function ofVariant(card: Scorecard, { name, when, normalise }: Variant, path: YamlPath): FeatureUse[] {
  const usedBy = `variant "${name}"`;
  const measures = card.dimensions.flatMap((dimension) => dimension.measures);
  return [
    ...when.map((asked, w) => ofCondition(asked, usedBy, [...path, 'when', w])),
    ...measures
      .filter((measure) => Object.hasOwn(normalise, measure.name))
      .map((measure) => ({
        feature: measure.feature,
        reads: normalise[measure.name]?.type === 'category' ? ('text' as const) : ('number' as const),
        usedBy,
        path: [...path, 'normalise', measure.name],
      })),
  ];
}

/** A scorecard reads only what some feature model has; `known` lists model.column of all of them. */
export function checkScorecardFeatures(
  card: Scorecard,
  known: ReadonlySet<string>,
  place: Placer,
): Problem[] {
  return scorecardFeatures(card)
    .filter(({ feature }) => !known.has(feature))
    .map(({ feature, usedBy, path }) =>
      problem('unknownFeature', { feature, usedBy }, { ...place(path), hint: didYouMean(feature, known) }),
    );
}
