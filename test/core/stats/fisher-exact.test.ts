import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fisherExact } from '../../../src/core/stats/fisher-exact.ts';

// R: fisher.test(matrix(c(3, 1, 1, 3), 2))$p.value, and ?fisher.test's convictions of twins; scipy's own example.
test.each([
  [{ hits: 3, n: 4, otherHits: 1, otherN: 4 }, 0.4857142857142857],
  [{ hits: 2, n: 17, otherHits: 10, otherN: 13 }, 0.0005367241191434],
  [{ hits: 8, n: 10, otherHits: 1, otherN: 6 }, 0.0349650349650349],
])('%j', (groups, p) => {
  expect(fisherExact(groups)).toBeCloseTo(p, 12);
});

test('an empty margin says nothing', () => {
  expect(fisherExact({ hits: 0, n: 5, otherHits: 0, otherN: 9 })).toBe(1);
  expect(fisherExact({ hits: 0, n: 0, otherHits: 4, otherN: 9 })).toBe(1);
});

test('it is a chance, and the same whichever group is asked about, and for the trait or its absence', () => {
  const group = fc
    .tuple(fc.nat(40), fc.nat(40))
    .map(([a, b]) => ({ hits: Math.min(a, b), n: Math.max(a, b) }));
  fc.assert(
    fc.property(group, group, (one, other) => {
      const p = fisherExact({ ...one, otherHits: other.hits, otherN: other.n });
      expect(p).toBeGreaterThanOrEqual(0);
      expect(p).toBeLessThanOrEqual(1);
      expect(fisherExact({ ...other, otherHits: one.hits, otherN: one.n })).toBeCloseTo(p, 10);
      const absent = { hits: one.n - one.hits, n: one.n, otherHits: other.n - other.hits, otherN: other.n };
      expect(fisherExact(absent)).toBeCloseTo(p, 10);
    }),
    { seed: 20261122, numRuns: 300 },
  );
});
