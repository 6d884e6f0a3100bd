import type { Condition } from '../config/scorecard-condition-schema.ts';
import { type FeatureColumns, numbersOf, textsOf } from './feature-columns.ts';

/** By row: 1 where the answer is yes, 0 where it is no, UNANSWERED where there is no value to compare. */
const UNANSWERED = 2;

/** Asks a condition of every row. */
export function holds(asked: Condition, features: FeatureColumns): Uint8Array {
  return asked.one_of
    ? holdsForWords(asked.feature, asked.one_of, features)
    : holdsForNumbers(asked, features);
}

function holdsForWords(feature: string, wanted: readonly string[], features: FeatureColumns): Uint8Array {
  const words = textsOf(features, feature);
  return answers(features.rows, (r) => {
    const word = words[r] ?? null;
    return word === null ? null : wanted.includes(word);
  });
}

function holdsForNumbers(asked: Condition, features: FeatureColumns): Uint8Array {
  const values = numbersOf(features, asked.feature);
  return answers(features.rows, (r) => {
    const value = values[r] ?? Number.NaN;
    if (asked.missing !== undefined) {
      return Number.isNaN(value) === asked.missing && (asked.missing || compares(asked, value));
    }
    return Number.isNaN(value) ? null : compares(asked, value);
  });
}

function answers(rows: number, answer: (row: number) => boolean | null): Uint8Array {
  const found = new Uint8Array(rows);
  for (let r = 0; r < rows; r++) {
    const yes = answer(r);
    found[r] = yes === null ? UNANSWERED : yes ? 1 : 0;
  }
  return found;
}

function compares({ at_least, above, at_most, below, is }: Condition, value: number): boolean {
  if (at_least !== undefined && value < at_least) return false;
  if (above !== undefined && value <= above) return false;
  if (at_most !== undefined && value > at_most) return false;
  if (below !== undefined && value >= below) return false;
  return is === undefined || is === (value !== 0);
}
