import { type Problem, problem } from '../../errors.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Dimension, Scorecard } from './scorecard-schema.ts';

/** Limits of dimensions lie on the scale, and leave them something to say. */
export function checkLimits(card: Scorecard, place: Placer): Problem[] {
  return card.dimensions.flatMap((dimension, d) =>
    faults(dimension, card.scale).map(({ key, detail, hint }) =>
      problem('scorecardScale', { detail }, { ...place(['dimensions', d, key]), hint }),
    ),
  );
}

interface Fault {
  readonly key: 'at_least' | 'at_most';
  readonly detail: string;
  readonly hint: string;
}

function faults(dimension: Dimension, { min, max }: Scorecard['scale']): Fault[] {
  const { name, at_least, at_most } = dimension;
  const found: Fault[] = (['at_least', 'at_most'] as const).flatMap((key) => {
    const limit = dimension[key];
    if (limit === undefined || (limit >= min && limit <= max)) return [];
    const detail = `${key} ${limit} of "${name}" lies outside the scale from ${min} to ${max}`;
    return [{ key, detail, hint: "write limits in points of the scorecard's own scale" }];
  });
  if (at_least !== undefined && at_most !== undefined && at_least >= at_most) {
    const detail = `at_least ${at_least} of "${name}" is not below at_most ${at_most}`;
    found.push({ key: 'at_least', detail, hint: 'leave room between them, or take the dimension out' });
  }
  return found;
}
