import { type Problem, problem } from '../../errors.ts';
import { didYouMean } from './nearest.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';
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
  return [...ofMeasures(card), ...ofPeers(card)];
}

function ofPeers({ peers }: Scorecard): FeatureUse[] {
  if (peers.by === undefined) return [];
  return [{ feature: peers.by, reads: 'text', usedBy: 'peers', path: ['peers', 'by'] }];
}

function ofMeasures(card: Scorecard): FeatureUse[] {
  return card.dimensions.flatMap((dimension, d) =>
    dimension.measures.flatMap((measure, m) => {
      const usedBy = `measure "${measure.name}"`;
      const path = ['dimensions', d, 'measures', m];
      const uses: FeatureUse[] = [
        {
          feature: measure.feature,
          reads: measure.normalise.type === 'category' ? 'text' : 'number',
          usedBy,
          path: [...path, 'feature'],
        },
      ];
      const { stale_after: stale, applies_when: applies } = measure;
      if (stale) {
        uses.push({ feature: stale.age, reads: 'number', usedBy, path: [...path, 'stale_after', 'age'] });
      }
      if (applies) {
        uses.push({
          feature: applies.feature,
          reads: 'number',
          usedBy,
          path: [...path, 'applies_when', 'feature'],
        });
      }
      return uses;
    }),
  );
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
