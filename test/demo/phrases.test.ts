import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { CLOSINGS, NOTES, QUESTIONS } from '../../src/demo/phrases.ts';

const rows = async (seed: string): Promise<string[][]> => {
  const text = await readFile(`seeds/${seed}.csv`, 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(','));
};
const lexicon = new Map((await rows('lexicon')).map(([term = '', polarity]) => [term, Number(polarity)]));
const negations = new Set((await rows('negations')).map(([term = '']) => term));

/** Each telling word's polarity in turn; a negation among the two words before it turns it round. */
function polarities(sentence: string): number[] {
  const words = sentence.toLowerCase().match(/[a-z']+/g) ?? [];
  return words.flatMap((word, i) => {
    const polarity = lexicon.get(word);
    if (polarity === undefined) return [];
    return [words.slice(Math.max(0, i - 2), i).some((w) => negations.has(w)) ? -polarity : polarity];
  });
}

test('a good sentence holds good words or bad ones that are negated, a bad one the other way round', () => {
  for (const moods of [NOTES, CLOSINGS]) {
    for (const sentence of moods.good)
      expect([sentence, ...new Set(polarities(sentence))]).toEqual([sentence, 1]);
    for (const sentence of moods.bad)
      expect([sentence, ...new Set(polarities(sentence))]).toEqual([sentence, -1]);
  }
});

test('what says nothing of the mood holds no telling word', () => {
  for (const sentence of [...NOTES.plain, ...CLOSINGS.plain, ...Object.values(QUESTIONS).flat()])
    expect([sentence, polarities(sentence)]).toEqual([sentence, []]);
});

test('both moods are told with negations, too', () => {
  const negated = (sentence: string) =>
    (sentence.toLowerCase().match(/[a-z']+/g) ?? []).some((w) => negations.has(w));
  for (const sentences of [NOTES.good, NOTES.bad, CLOSINGS.good, CLOSINGS.bad])
    expect(sentences.filter(negated).length).toBeGreaterThan(0);
});
