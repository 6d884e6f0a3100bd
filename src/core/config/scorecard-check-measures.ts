import { type Problem, problem } from '../../errors.ts';
import { describeNormaliser } from './scorecard-check-normaliser.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Measure, Scorecard } from './scorecard-schema.ts';
import type { YamlPath } from './yaml-document.ts';

const TICKS_PER_POINT = 10_000;

/** Each measure's normaliser makes sense, stays on the scale and goes the way the measure says. */
export function checkMeasures(card: Scorecard, place: Placer): Problem[] {
  return card.dimensions.flatMap((dimension, d) =>
    dimension.measures.flatMap((measure, m) => {
      const path = ['dimensions', d, 'measures', m];
      return [
        ...checkNormaliser(card, measure, path, place),
        ...checkSay(card, dimension.weight * measure.weight, { measure, path, place }),
        ...checkReason(measure, path, place),
        ...checkPeerMedian(measure, path, place),
      ];
    }),
  );
}

function checkNormaliser(card: Scorecard, measure: Measure, path: YamlPath, place: Placer): Problem[] {
  const at = [...path, 'normalise'];
  const { faults, direction } = describeNormaliser(measure.normalise, card.scale);
  if (faults.length > 0) {
    return faults.map(({ detail, remedy, path: within }) =>
      problem(
        'scorecardNormaliser',
        { measure: measure.name, detail },
        { ...place([...at, ...within]), hint: remedy },
      ),
    );
  }
  if (direction === null || direction === measure.direction) return [];
  const hint = `say direction: ${direction}, or turn the normaliser round`;
  const params = { measure: measure.name, direction: measure.direction, found: direction };
  return [problem('scorecardDirection', params, { ...place([...path, 'direction']), hint })];
}

/** A measure with a say must be able to move the score by a ten-thousandth of a point; one of weight 0 is only watched. */
function checkSay(
  card: Scorecard,
  weight: number,
  { measure, path, place }: { measure: Measure; path: YamlPath; place: Placer },
): Problem[] {
  if (weight === 0 || weight * (card.scale.max - card.scale.min) * TICKS_PER_POINT >= 1) return [];
  const detail = 'its weight is too small to move the score by a ten-thousandth of a point';
  const hint = 'give it more weight, or take it out';
  return [
    problem(
      'scorecardNormaliser',
      { measure: measure.name, detail },
      { ...place([...path, 'weight']), hint },
    ),
  ];
}

function checkReason(measure: Measure, path: YamlPath, place: Placer): Problem[] {
  return (['reason', 'reason_missing'] as const).flatMap((key) => {
    const strange = (measure[key] ?? '').match(/\{[^}]*\}/g)?.filter((word) => word !== '{value}') ?? [];
    return strange.map((word) =>
      problem(
        'configInvalid',
        { path: key, detail: `${word} stands for nothing` },
        { ...place([...path, key]), hint: 'only {value} is known' },
      ),
    );
  });
}

/** Words have no median. */
function checkPeerMedian(measure: Measure, path: YamlPath, place: Placer): Problem[] {
  if (measure.missing !== 'peer_median' || measure.normalise.type !== 'category') return [];
  const hint = 'use redistribute, neutral or poor';
  const detail = 'words have no median to stand in for a missing one';
  return [
    problem(
      'scorecardNormaliser',
      { measure: measure.name, detail },
      { ...place([...path, 'missing']), hint },
    ),
  ];
}
