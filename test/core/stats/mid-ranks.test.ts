import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { midRanks } from '../../../src/core/stats/mid-ranks.ts';
import { decisions, fixed, negated } from './arbitraries.ts';

describe('midRanks', () => {
  test('gives tied rows the mean of their places', () => {
    expect([...midRanks(Float64Array.of(20, 35, 35, 40))]).toEqual([1, 2.5, 2.5, 4]);
    expect([...midRanks(Float64Array.of(7, 7, 7))]).toEqual([2, 2, 2]);
    expect([...midRanks(new Float64Array(0))]).toEqual([]);
  });

  test('counts, for each row, those below and half of those equal', () => {
    fc.assert(
      fc.property(decisions(), ({ scores }) => {
        const expected = Array.from(scores, (s) => {
          const below = scores.filter((other) => other < s).length;
          return below + (scores.filter((other) => other === s).length + 1) / 2;
        });
        expect([...midRanks(scores)]).toEqual(expected);
      }),
      fixed,
    );
  });

  test('mirrors when the order is turned round', () => {
    fc.assert(
      fc.property(decisions(), ({ scores }) => {
        const mirrored = midRanks(negated(scores)).map((rank) => scores.length + 1 - rank);
        expect([...mirrored]).toEqual([...midRanks(scores)]);
      }),
      fixed,
    );
  });
});
