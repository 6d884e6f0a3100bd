import type { Condition } from './scorecard-condition-schema.ts';
import type { Normaliser } from './scorecard-normaliser-schema.ts';
import type { Measure, Scorecard } from './scorecard-schema.ts';
import type { Variant } from './scorecard-variant-schema.ts';
import type { YamlPath } from './yaml-document.ts';

/** One place of a scorecard that reads a feature column. */
export interface FeatureUse {
  /** model.column */
  readonly feature: string;
  /** Whether words are read there, or numbers (booleans as 0 and 1). */
  readonly reads: 'text' | 'number';
  /** What the column must be for that to mean something. */
  readonly wants: 'text' | 'number' | 'boolean' | 'number or boolean';
  /** Words that are looked for; empty where none are. */
  readonly words: readonly string[];
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
  return [textUse({ feature: peers.by, usedBy: 'peers', path: ['peers', 'by'] })];
}

function ofMeasure(measure: Measure, path: YamlPath): FeatureUse[] {
  const usedBy = `measure "${measure.name}"`;
  const { feature, normalise, stale_after: stale, applies_when: applies } = measure;
  const uses = [normalised(normalise, { feature, usedBy, path: [...path, 'feature'] })];
  if (stale) uses.push(numberUse({ feature: stale.age, usedBy, path: [...path, 'stale_after', 'age'] }));
  if (applies) uses.push(ofCondition(applies, usedBy, [...path, 'applies_when']));
  return uses;
}

function normalised(normalise: Normaliser, at: UsePlace): FeatureUse {
  if (normalise.type === 'category') return { ...textUse(at), words: Object.keys(normalise.scores) };
  return normalise.type === 'boolean' ? { ...numberUse(at), wants: 'boolean' } : numberUse(at);
}

type UsePlace = Pick<FeatureUse, 'feature' | 'usedBy' | 'path'>;

function textUse(at: UsePlace): FeatureUse {
  return { ...at, reads: 'text', wants: 'text', words: [] };
}

function numberUse(at: UsePlace): FeatureUse {
  return { ...at, reads: 'number', wants: 'number', words: [] };
}

function ofCondition(asked: Condition, usedBy: string, path: YamlPath): FeatureUse {
  const at = { feature: asked.feature, usedBy, path: [...path, 'feature'] };
  if (asked.one_of) return { ...textUse(at), words: asked.one_of };
  const isCompared = [asked.at_least, asked.above, asked.at_most, asked.below].some(
    (limit) => limit !== undefined,
  );
  const flag = asked.is === undefined ? ('number or boolean' as const) : ('boolean' as const);
  return { ...numberUse(at), wants: isCompared ? 'number' : flag };
}

function ofOverride({ override }: Scorecard): FeatureUse[] {
  if (!override) return [];
  return (['score', 'author', 'reason'] as const).map((key) => {
    const at = { feature: override[key], usedBy: 'override', path: ['override', key] };
    return key === 'score' ? numberUse(at) : textUse(at);
  });
}

/** A variant's measures are the card's own, but it may read them in another way. */
function ofVariant(card: Scorecard, { name, when, normalise }: Variant, path: YamlPath): FeatureUse[] {
  const usedBy = `variant "${name}"`;
  const measures = card.dimensions.flatMap((dimension) => dimension.measures);
  return [
    ...when.map((asked, w) => ofCondition(asked, usedBy, [...path, 'when', w])),
    ...measures
      .filter((measure) => Object.hasOwn(normalise, measure.name))
      .map((measure) =>
        normalised(normalise[measure.name] ?? measure.normalise, {
          feature: measure.feature,
          usedBy,
          path: [...path, 'normalise', measure.name],
        }),
      ),
  ];
}
