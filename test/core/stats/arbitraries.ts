import fc from 'fast-check';

/** Every property runs on the same cases each time. */
export const fixed = { seed: 20261031, numRuns: 200 } as const;

export interface Decisions {
  readonly scores: Float64Array;
  readonly churned: Uint8Array;
}

/** Renewal decisions with many ties and possibly one class only. */
export function decisions(minLength = 1, maxLength = 40): fc.Arbitrary<Decisions> {
  const fine = fc.integer({ min: 0, max: 1e9 }).map((millionths) => millionths / 1e7);
  const score = fc.oneof(fc.integer({ min: 0, max: 10 }), fine);
  return fc.array(fc.tuple(score, fc.nat(1)), { minLength, maxLength }).map((rows) => ({
    scores: Float64Array.from(rows, ([s]) => s),
    churned: Uint8Array.from(rows, ([, y]) => y),
  }));
}

/** Renewal decisions in which both outcomes occur. */
export function mixedDecisions(minLength = 2, maxLength = 40): fc.Arbitrary<Decisions> {
  return decisions(minLength, maxLength).filter(({ churned }) => new Set(churned).size === 2);
}

export function negated(values: Float64Array): Float64Array {
  return values.map((value) => -value);
}
