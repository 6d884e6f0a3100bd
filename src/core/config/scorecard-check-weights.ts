import { type Problem, problem } from '../../errors.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';
import type { YamlPath } from './yaml-document.ts';

interface Weighted {
  readonly name: string;
  readonly weight: number;
}

const TOLERANCE = 1e-9;

/** The dimensions' weights add up to 1, and so do the measures' weights of each dimension. */
export function checkWeights(card: Scorecard, place: Placer): Problem[] {
  const ofDimensions = checkSum('the dimensions', card.dimensions, ['dimensions'], place);
  const ofMeasures = card.dimensions.flatMap(({ name, measures }, d) =>
    checkSum(`the measures of "${name}"`, measures, ['dimensions', d, 'measures'], place),
  );
  return [...ofDimensions, ...ofMeasures];
}

function checkSum(what: string, parts: readonly Weighted[], path: YamlPath, place: Placer): Problem[] {
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 1) <= TOLERANCE) return [];
  const listed = parts.map(({ name, weight }) => `${name} ${weight}`).join(', ');
  const remedy = sum > 1 ? `take away ${plain(sum - 1)}` : `give out ${plain(1 - sum)} more`;
  const hint = `${remedy}: ${listed}`;
  return [problem('scorecardWeights', { what, percent: plain(sum * 100) }, { ...place(path, 'key'), hint })];
}

/** A number without the noise of binary fractions: 0.4, not 0.3999999999999999. */
function plain(value: number): string {
  return String(Number(value.toPrecision(10)));
}
