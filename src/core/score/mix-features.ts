import type { Scorecard } from '../config/scorecard-schema.ts';
import type { ChangePart } from './change-parts.ts';
import type { FeatureColumns } from './feature-columns.ts';

interface Mixing {
  readonly cards: readonly Scorecard[];
  /** Which parts are as they are after. */
  readonly has: (part: ChangePart) => boolean;
}

/**
 * Features between two days. Values that both days have follow the behaviour; whether there is a value follows the
 * availability, and so do ages, which decide what is stale, and questions of whether a measure applies; what people set by
 * hand follows the override.
 */
export function mixFeatures(
  before: FeatureColumns,
  after: FeatureColumns,
  { cards, has }: Mixing,
): FeatureColumns {
  const kinds = featureParts(cards);
  const pick = (feature: string) => kinds.get(feature) ?? 'behaviour';
  const numbers = new Map<string, Float64Array>();
  for (const [feature, later] of after.numbers) {
    const earlier = before.numbers.get(feature) ?? later;
    numbers.set(
      feature,
      later.map((value, r) =>
        choose(earlier[r] ?? Number.NaN, value, { part: pick(feature), has, gap: Number.NaN }),
      ),
    );
  }
  const texts = new Map<string, (string | null)[]>();
  for (const [feature, later] of after.texts) {
    const earlier = before.texts.get(feature) ?? later;
    texts.set(
      feature,
      later.map((value, r) =>
        choose<string | null>(earlier[r] ?? null, value, { part: pick(feature), has, gap: null }),
      ),
    );
  }
  return { rows: after.rows, numbers, texts };
}

function choose<T>(
  before: T,
  after: T,
  { part, has, gap }: { part: ChangePart; has: Mixing['has']; gap: T },
): T {
  if (part !== 'behaviour') return has(part) ? after : before;
  const [was, is] = [!Object.is(before, gap), !Object.is(after, gap)];
  if (was && is) return has('behaviour') ? after : before;
  if (was) return has('availability') ? gap : before;
  return is && has('availability') ? after : gap;
}

/** A feature that a measure scores is behaviour, whatever else it decides. */
function featureParts(cards: readonly Scorecard[]): Map<string, ChangePart> {
  const parts = new Map<string, ChangePart>();
  const measures = cards.flatMap(({ dimensions }) => dimensions.flatMap((dimension) => dimension.measures));
  for (const { stale_after, applies_when } of measures) {
    if (stale_after) parts.set(stale_after.age, 'availability');
    if (applies_when) parts.set(applies_when.feature, 'availability');
  }
  for (const { override } of cards) {
    for (const feature of override ? Object.values(override) : []) parts.set(feature, 'override');
  }
  for (const { feature } of measures) parts.set(feature, 'behaviour');
  return parts;
}
