import type { Condition } from '../config/scorecard-condition-schema.ts';
import { type FeatureColumns, numbersOf } from './feature-columns.ts';

/** Where a condition holds: 1, where it does not: 0. A missing value answers no. */
export function holds(asked: Condition, features: FeatureColumns): Uint8Array {
  const values = numbersOf(features, asked.feature);
  const answer = new Uint8Array(features.rows);
  for (let r = 0; r < answer.length; r++) answer[r] = compare(asked, values[r] ?? Number.NaN) ? 1 : 0;
  return answer;
}

function compare(asked: Condition, value: number): boolean {
  if (Number.isNaN(value)) return false;
  const { at_least, above, at_most, below, is } = asked;
  if (at_least !== undefined && value < at_least) return false;
  if (above !== undefined && value <= above) return false;
  if (at_most !== undefined && value > at_most) return false;
  if (below !== undefined && value >= below) return false;
  return is === undefined || is === (value !== 0);
}
