import { type Problem, problem } from '../../errors.ts';
import type { Placer } from './scorecard-placer.ts';
import type { Scorecard } from './scorecard-schema.ts';

/** Marks tile the scale from its min up, each once. */
export function checkLetters({ scale }: Scorecard, place: Placer): Problem[] {
  const letters = scale.letters ?? [];
  return letters.flatMap(({ letter, from }, i) => {
    const before = letters[i - 1];
    const complaint = (key: string, detail: string) => [
      problem('scorecardScale', { detail }, place(['scale', 'letters', i, key])),
    ];
    if (letters.findIndex((other) => other.letter === letter) !== i) {
      return complaint('letter', `the mark ${letter} is given twice`);
    }
    if (!before && from !== scale.min) {
      return complaint(
        'from',
        `the first mark ${letter} begins at ${from}, but the scale begins at ${scale.min}`,
      );
    }
    if (before && from <= before.from) {
      return complaint(
        'from',
        `the mark ${letter} begins at ${from}, not above ${before.from} where ${before.letter} begins`,
      );
    }
    return from >= scale.max
      ? complaint('from', `the mark ${letter} begins at ${from}, but the scale ends at ${scale.max}`)
      : [];
  });
}
