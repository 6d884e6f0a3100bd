import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Normaliser } from '../../../src/core/config/scorecard-normaliser-schema.ts';
import { compileNormaliser } from '../../../src/core/score/normalise.ts';

const scale = { min: 0, max: 100 };

function places(spec: Normaliser, values: readonly (number | string | null)[]): number[] {
  const out = new Float64Array(values.length);
  const numbers = new Map([
    ['f.x', Float64Array.from(values, (v) => (typeof v === 'number' ? v : Number.NaN))],
  ]);
  const texts = new Map([['f.x', values.map((v) => (typeof v === 'string' ? v : null))]]);
  compileNormaliser(spec, 'f.x', scale)({ rows: values.length, numbers, texts }, out);
  return [...out];
}

describe('linear', () => {
  it('runs from worst to best and stays at the ends beyond them', () => {
    const spec: Normaliser = { type: 'linear', worst: 0, best: 20 };
    expect(places(spec, [-5, 0, 5, 20, 21, Number.POSITIVE_INFINITY, Number.NaN])).toEqual([
      0,
      0,
      0.25,
      1,
      1,
      1,
      Number.NaN,
    ]);
  });

  it('runs downwards where less is better', () => {
    expect(places({ type: 'linear', worst: 90, best: 14 }, [100, 90, 52, 14, 0])).toEqual([0, 0, 0.5, 1, 1]);
  });

  it('never falls as the value rises', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(number, number, number, number, (worst, width, a, b) => {
        const best = worst + Math.abs(width);
        fc.pre(best > worst);
        const [low = 0, high = 0] = places({ type: 'linear', worst, best }, [Math.min(a, b), Math.max(a, b)]);
        expect(high).toBeGreaterThanOrEqual(low);
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});

describe('tiers', () => {
  it('leaves the limit out below, and takes it in up to', () => {
    const spec: Normaliser = {
      type: 'tiers',
      tiers: [{ below: 1, score: 40 }, { up_to: 8, score: 100 }, { score: 20 }],
    };
    expect(places(spec, [0, 0.999, 1, 8, 8.001, Number.NaN])).toEqual([0.4, 0.4, 1, 1, 0.2, Number.NaN]);
  });

  it('may give one value a tier of its own', () => {
    const spec: Normaliser = {
      type: 'tiers',
      tiers: [{ below: 0, score: 10 }, { up_to: 0, score: 50 }, { score: 90 }],
    };
    expect(places(spec, [-1, 0, 1])).toEqual([0.1, 0.5, 0.9]);
  });
});

describe('boolean', () => {
  it('has a score for each answer and none for no answer', () => {
    const spec: Normaliser = { type: 'boolean', if_true: 100, if_false: 25 };
    expect(places(spec, [1, 0, Number.NaN])).toEqual([1, 0.25, Number.NaN]);
  });
});

describe('category', () => {
  it('knows its words, and counts others as missing unless there is a score for them', () => {
    const scores = { up: 100, flat: 70 };
    expect(places({ type: 'category', scores }, ['up', 'flat', 'down', null])).toEqual([
      1,
      0.7,
      Number.NaN,
      Number.NaN,
    ]);
    expect(places({ type: 'category', scores, otherwise: 10 }, ['down', null])).toEqual([0.1, Number.NaN]);
  });

  it('does not take words from the language itself', () => {
    expect(places({ type: 'category', scores: { up: 1, down: 0 } }, ['constructor', '__proto__'])).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe('a column that was not brought', () => {
  it('is a defect, not a missing value', () => {
    const normalise = compileNormaliser({ type: 'linear', worst: 0, best: 1 }, 'f.absent', scale);
    const none = { rows: 1, numbers: new Map(), texts: new Map() };
    expect(() => normalise(none, new Float64Array(1))).toThrow(/f\.absent/);
  });
});
