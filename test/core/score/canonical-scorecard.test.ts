import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/core/score/canonical-json.ts';
import { canonicalScorecard } from '../../../src/core/score/canonical-scorecard.ts';
import { smallCard } from './small-card.ts';

describe('canonicalJson', () => {
  it('sorts keys at every depth and leaves no spaces', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"x","d":null}]}',
    );
  });
});

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
