import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { normaliser } from '../../../src/core/config/scorecard-normaliser-schema.ts';
import type { PeerStatistics } from '../../../src/core/score/learnt.ts';
import { compileNormaliser } from '../../../src/core/score/normalise.ts';
import { NO_SAY } from '../../../src/core/score/shapes.ts';

const scale = { min: 0, max: 100 };
type Spec = z.input<typeof normaliser>;

function places(
  spec: Spec,
  values: readonly (number | string | null)[],
  statistics?: PeerStatistics,
): number[] {
  const out = new Float64Array(values.length);
  const numbers = new Map([
    ['f.x', Float64Array.from(values, (v) => (typeof v === 'number' ? v : Number.NaN))],
  ]);
  const texts = new Map([['f.x', values.map((v) => (typeof v === 'string' ? v : null))]]);
  const peers = () => {
    if (!statistics) throw new Error('this normaliser should not ask for peers');
    return {
      perRow:
        <T>(make: (s: PeerStatistics) => T) =>
        () => {
          const made = make(statistics);
          return () => made;
        },
    };
  };
  const normalise = compileNormaliser(normaliser.parse(spec), { feature: 'f.x', scale, peers });
  normalise({ rows: values.length, numbers, texts }, out);
  return [...out];
}

const peers: PeerStatistics = {
  n: 101,
  quantiles: Array.from({ length: 101 }, (_, i) => (i < 20 ? 0 : i)),
  mean: 4,
  sd: 2,
};

describe.each<{ spec: Spec; statistics?: PeerStatistics }>([
  { spec: { type: 'linear', worst: -3, best: 20 } },
  { spec: { type: 'linear', worst: 90, best: 14 } },
  { spec: { type: 's_curve', worst: 0, best: 50 } },
  { spec: { type: 's_curve', worst: 50, best: 0 } },
  { spec: { type: 'log', worst: 0, best: 1000 } },
  { spec: { type: 'tiers', tiers: [{ below: 0, score: 0 }, { up_to: 10, score: 55 }, { score: 70 }] } },
  { spec: { type: 'nps' } },
  { spec: { type: 'percentile' }, statistics: peers },
  { spec: { type: 'percentile', best: 'lowest' }, statistics: peers },
  { spec: { type: 'z_score' }, statistics: peers },
  { spec: { type: 'z_score', transform: 'log' }, statistics: peers },
  { spec: { type: 'z_score', transform: 'asinh', worst: 2, best: -2 }, statistics: peers },
])('every monotone normaliser: $spec', ({ spec, statistics }) => {
  it('goes one way only, between the ends of the scale, and knows nothing of nothing', () => {
    const number = fc.oneof(
      fc.double({ min: -200, max: 200, noNaN: true }),
      fc.integer({ min: -5, max: 105 }),
    );
    const [atWorst = 0, atBest = 0] = places(spec, [-1e9, 1e9], statistics);
    const sign = Math.sign(atBest - atWorst);
    expect(sign).not.toBe(0);
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [low = 0, high = 0] = places(spec, [Math.min(a, b), Math.max(a, b)], statistics);
        expect(sign * (high - low)).toBeGreaterThanOrEqual(0);
        expect(Math.min(low, high)).toBeGreaterThanOrEqual(0);
        expect(Math.max(low, high)).toBeLessThanOrEqual(1);
      }),
      { seed: 7, numRuns: 300 },
    );
    expect(places(spec, [Number.NaN], statistics)).toEqual([Number.NaN]);
  });
});

describe('linear', () => {
  it('runs from worst to best and stays at the ends beyond them', () => {
    expect(
      places({ type: 'linear', worst: 0, best: 20 }, [-5, 0, 5, 20, 21, Number.POSITIVE_INFINITY]),
    ).toEqual([0, 0, 0.25, 1, 1, 1]);
    expect(places({ type: 'linear', worst: 90, best: 14 }, [100, 90, 52, 14, 0])).toEqual([0, 0, 0.5, 1, 1]);
  });

  it('has no say beyond its ends if told so', () => {
    const spec: Spec = { type: 'linear', worst: 20, best: 0, outside: 'no_say' };
    expect(places(spec, [-0.001, 0, 5, 20, 20.001, Number.NaN])).toEqual([
      NO_SAY,
      1,
      0.75,
      0,
      NO_SAY,
      Number.NaN,
    ]);
  });
});

describe('s_curve', () => {
  it('is flat at both ends and half in the middle', () => {
    const values = places({ type: 's_curve', worst: 0, best: 10 }, [-1, 0, 1, 5, 9, 10, 11]);
    expect(values.map((value) => Number(value.toFixed(3)))).toEqual([0, 0, 0.028, 0.5, 0.972, 1, 1]);
  });
});

describe('log', () => {
  it('counts factors, not differences', () => {
    const values = places({ type: 'log', worst: 0, best: 999 }, [-4, 0, 9, 99, 999, 5000]);
    expect(values.map((value) => Number(value.toFixed(9)))).toEqual([0, 0, 0.333333333, 0.666666667, 1, 1]);
  });
});

describe('target', () => {
  const spec: Spec = { type: 'target', worst_below: 0, from: 2, to: 8, worst_above: 20 };

  it('is best on its plateau, and falls to both sides', () => {
    expect(places(spec, [-1, 0, 1, 2, 5, 8, 14, 20, 99, Number.NaN])).toEqual([
      0,
      0,
      0.5,
      1,
      1,
      1,
      0.5,
      0,
      0,
      Number.NaN,
    ]);
  });

  it('rises to its plateau and falls after it, whatever the values', () => {
    const number = fc.double({ min: -10, max: 40, noNaN: true });
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [low = 0, high = 0] = places(spec, [Math.min(a, b), Math.max(a, b)]);
        if (Math.max(a, b) <= 8) expect(high).toBeGreaterThanOrEqual(low);
        if (Math.min(a, b) >= 2) expect(high).toBeLessThanOrEqual(low);
      }),
      { seed: 8 },
    );
  });

  it('may have an upright side', () => {
    const step: Spec = { type: 'target', worst_below: 1, from: 1, to: 3, worst_above: 3 };
    expect(places(step, [0.999, 1, 3, 3.001])).toEqual([0, 1, 1, 0]);
  });
});

describe('tiers', () => {
  it('leaves the limit out below, and takes it in up to', () => {
    const tiers = [{ below: 1, score: 40 }, { up_to: 8, score: 100 }, { score: 20 }];
    expect(places({ type: 'tiers', tiers }, [0, 0.999, 1, 8, 8.001])).toEqual([0.4, 0.4, 1, 1, 0.2]);
  });

  it('may give one value a tier of its own', () => {
    const tiers = [{ below: 0, score: 10 }, { up_to: 0, score: 50 }, { score: 90 }];
    expect(places({ type: 'tiers', tiers }, [-1, 0, 1])).toEqual([0.1, 0.5, 0.9]);
  });
});

describe('boolean', () => {
  it('has a score for each answer and none for no answer', () => {
    expect(places({ type: 'boolean', if_true: 100, if_false: 25 }, [1, 0, Number.NaN])).toEqual([
      1,
      0.25,
      Number.NaN,
    ]);
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

describe('nps', () => {
  it('puts -100 to 100 onto the scale', () => {
    expect(places({ type: 'nps' }, [-100, 0, 30, 100])).toEqual([0, 0.5, 0.65, 1]);
  });
});

describe('percentile', () => {
  it('is the share of peers below, ties in the middle of their share', () => {
    // Twenty of hundred peers have 0: someone with 0 is at the middle of the first twenty hundredths.
    expect(places({ type: 'percentile' }, [-1, 0, 50, 50.5, 100, 101], peers)).toEqual([
      0, 0.095, 0.5, 0.505, 1, 1,
    ]);
  });

  it('is the middle where all peers are alike, and nothing where there are none', () => {
    const alike = { ...peers, quantiles: Array.from({ length: 101 }, () => 7) };
    expect(places({ type: 'percentile' }, [6, 7, 8], alike)).toEqual([0, 0.5, 1]);
    expect(places({ type: 'percentile' }, [6], { ...peers, n: 0, quantiles: [] })).toEqual([Number.NaN]);
  });
});

describe('z_score', () => {
  it('counts standard deviations from the mean of the transformed peers', () => {
    expect(places({ type: 'z_score' }, [0, 4, 6, 8, 9], peers)).toEqual([0, 0.5, 0.75, 1, 1]);
    const [logged] = places({ type: 'z_score', transform: 'log' }, [Math.expm1(5)], peers);
    expect(logged).toBeCloseTo(0.625, 12);
    const [hyperbolic] = places({ type: 'z_score', transform: 'asinh' }, [Math.sinh(5)], peers);
    expect(hyperbolic).toBeCloseTo(0.625, 12);
  });

  it('is the middle where all peers are alike', () => {
    expect(places({ type: 'z_score' }, [3], { ...peers, sd: 0 })).toEqual([0.5]);
  });
});

describe('a column that was not brought', () => {
  it('is a defect, not a missing value', () => {
    const spec = normaliser.parse({ type: 'linear', worst: 0, best: 1 });
    const peers = () => ({ perRow: () => () => () => undefined as never });
    const normalise = compileNormaliser(spec, { feature: 'f.absent', scale, peers });
    const none = { rows: 1, numbers: new Map(), texts: new Map() };
    expect(() => normalise(none, new Float64Array(1))).toThrow(/f\.absent/);
  });
});
