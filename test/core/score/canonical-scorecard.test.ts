import { describe, expect, it } from 'vitest';
import { canonicalScorecard } from '../../../src/core/score/canonical-scorecard.ts';
import { smallCard } from './small-card.ts';

describe('canonicalScorecard', () => {
  const { card } = smallCard();

  it('is one text whatever the order of dimensions and measures', () => {
    const turned = {
      ...card,
      dimensions: [...card.dimensions].reverse().map((d) => ({ ...d, measures: [...d.measures].reverse() })),
    };
    expect(canonicalScorecard(turned)).toBe(canonicalScorecard(card));
  });

  it('changes with anything that the card says', () => {
    const changed = smallCard({ steadiness: { margin: 1, readings: 2 } }).card;
    expect(canonicalScorecard(changed)).not.toBe(canonicalScorecard(card));
  });
});
