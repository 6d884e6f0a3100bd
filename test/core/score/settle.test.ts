import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allot } from '../../../src/core/score/allot.ts';
import { settle } from '../../../src/core/score/settle.ts';
import { WITHHELD } from '../../../src/core/score/ticks.ts';

const settleRow = (values: readonly number[], total: number) =>
  settle(
    values.map((value) => Float64Array.of(value)),
    Int32Array.of(total),
  ).map(([whole]) => whole);

describe('allot', () => {
  it('gives what is left to the largest fractions, equal ones in order', () => {
    expect(allot(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allot(10, [0.61, 0.24, 0.15])).toEqual([6, 2, 2]);
  });

  it('gives out the total exactly', () => {
    const shares = fc.array(fc.double({ min: 1e-3, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), shares, (total, parts) => {
        expect(allot(total, parts).reduce((a, b) => a + b, 0)).toBe(total);
      }),
      { seed: 3 },
    );
  });
});

describe('settle', () => {
  it('rounds by largest remainder, in both directions', () => {
    // Nearest would give 1 + 1 + 1 = 3 of 4, and 2 + 2 + 2 = 6 of 5.
    expect(settleRow([1.4, 1.3, 1.3], 4)).toEqual([2, 1, 1]);
    expect(settleRow([1.6, 1.7, 1.7], 5)).toEqual([1, 2, 2]);
  });

  it('serves equal remainders in order', () => {
    expect(settleRow([0.25, 0.25, 0.25, 0.25], 1)).toEqual([1, 0, 0, 0]);
    expect(settleRow([0.75, 0.75, 0.75, 0.75], 3)).toEqual([1, 1, 1, 0]);
  });

  it('leaves a withheld row withheld in every column', () => {
    expect(settleRow([Number.NaN, 2], WITHHELD)).toEqual([WITHHELD, WITHHELD]);
  });

  it('settles any row to its total, moving nothing by a whole tick, as largest remainder does', () => {
    const column = fc.double({ min: -1000, max: 100_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1, maxLength: 40 }), (values) => {
        const total = Math.floor(values.reduce((a, b) => a + b, 0) + 0.5);
        const whole = settleRow(values, total).map(Number);
        expect(whole.reduce((a, b) => a + b, 0)).toBe(total);
        values.forEach((value, i) => {
          expect(Math.abs(Number(whole[i]) - value)).toBeLessThan(1);
        });
        expect(whole).toEqual(byTheBook(values, total));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it('settles more rows than one block', () => {
    const rows = 1000;
    const exact = [0.3, 0.3, 0.4].map((part) => Float64Array.from({ length: rows }, (_, r) => part * r));
    const totals = Int32Array.from({ length: rows }, (_, r) => r);
    const whole = settle(exact, totals);
    for (let r = 0; r < rows; r++) {
      expect(whole.reduce((sum, column) => sum + Number(column[r]), 0)).toBe(r);
    }
  });
});

/** Largest remainder as it is written in textbooks: whole parts first, then one each by falling fraction. */
function byTheBook(values: readonly number[], total: number): number[] {
  const whole = values.map((value) => Math.floor(value) + 0);
  const left = total - whole.reduce((a, b) => a + b, 0);
  values
    .map((value, i) => ({ i, fraction: value - Math.floor(value) }))
    .sort((a, b) => b.fraction - a.fraction || a.i - b.i)
    .slice(0, left)
    .forEach(({ i }) => {
      whole[i] = Number(whole[i]) + 1;
    });
  return whole;
}
