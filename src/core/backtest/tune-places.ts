import type { Shares } from './card-weights.ts';
import type { StudyData } from './study-data.ts';

/** What is learnt from: columns of places on the scale, from 0 to 1, without gaps, and the weights that people gave. */
export interface Places {
  readonly names: readonly string[];
  readonly x: readonly Float64Array[];
  readonly human: Float64Array;
}

/**
 * The measures that count, by their names. A measure without a value counts as the rest of the account does, which is what
 * giving its weight to the others comes to; an account without any stands in the middle.
 */
export function placesOf(
  { measures, scores }: Pick<StudyData, 'measures' | 'scores'>,
  shares: Shares,
): Places {
  const counting = measures.filter(({ measure }) => (shares.get(measure) ?? 0) > 0);
  const human = Float64Array.from(counting, ({ measure }) => shares.get(measure) ?? 0);
  const x = counting.map(({ values }) => values.slice());
  for (let row = 0; row < scores.length; row += 1) fillRow(x, human, row);
  return { names: counting.map(({ measure }) => measure), x, human };
}

function fillRow(x: readonly Float64Array[], human: Float64Array, row: number): void {
  let known = 0;
  let weight = 0;
  for (const [j, column] of x.entries()) {
    const at = column[row] ?? Number.NaN;
    if (Number.isNaN(at)) continue;
    known += at * (human[j] ?? 0);
    weight += human[j] ?? 0;
  }
  const rest = weight > 0 ? known / weight : 0.5;
  for (const column of x) if (Number.isNaN(column[row])) column[row] = rest;
}
