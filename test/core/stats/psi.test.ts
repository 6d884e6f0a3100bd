import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { psi, psiCritical, psiOfCounts } from '../../../src/core/stats/psi.ts';
import { decisions, fixed } from './arbitraries.ts';

function uniforms(n: number, seed: number): Float64Array {
  return Float64Array.from({ length: n }, createPrng(seed).uniform);
}

describe('psi', () => {
  test('a table worked by hand', () => {
    expect(psiOfCounts([50, 50], [30, 70]).value).toBeCloseTo(0.2 * Math.log(7 / 3), 13);
    const { value, n, n1, n0 } = psiOfCounts([100, 100], [30, 70]);
    expect(value).toBeCloseTo(0.2 * Math.log(7 / 3), 13);
    expect([n, n1, n0]).toEqual([300, 100, 200]);
  });

  test('psi(p, p) = 0, whatever is missing or tied', () => {
    fc.assert(
      fc.property(decisions(1), fc.integer({ min: 0, max: 3 }), ({ scores }, holes) => {
        const values = scores.map((s, i) => (i < holes ? Number.NaN : s));
        expect(psi(values, values)).toMatchObject({ value: 0, alarm: false });
      }),
      fixed,
    );
  });

  test('is not negative, and symmetric in the counts', () => {
    const cells = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(cells, (pairs) => {
        const [e, a] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        const there = psiOfCounts(e, a);
        const back = psiOfCounts(a, e);
        if (there.value === null) {
          expect([there.reason, back.value]).toEqual(['empty', null]);
          return;
        }
        expect(there.value).toBeGreaterThanOrEqual(-1e-12);
        expect(back.value).toBeCloseTo(there.value, 12);
      }),
      fixed,
    );
  });

  test('disjoint samples are an alarm and not 0.0', () => {
    const drift = psi(
      uniforms(300, 1),
      uniforms(300, 2).map((u) => u + 10),
    );
    expect(drift.value).toBeGreaterThan(1);
    expect(drift.alarm).toBe(true);
  });

  test.each([
    [50, 50, 0.68],
    [100, 100, 0.34],
    [200, 200, 0.17],
    [500, 500, 0.07],
    [1000, 200, 0.102],
  ])('chance alone, ten bins, %i against %i: %f', (baseline, current, expected) => {
    expect(psiCritical({ bins: 10, baseline, current })).toBeCloseTo(expected, expected === 0.102 ? 3 : 2);
  });

  test('the critical value is what 95 % of samples without drift stay below: .106 measured against .102', () => {
    const values = Array.from(
      { length: 1500 },
      (_, i) => psi(uniforms(1000, 2 * i), uniforms(200, 2 * i + 1), 10).value!,
    );
    const percentile = values.sort((x, y) => x - y)[Math.floor(0.95 * values.length)]!;
    expect(Math.abs(percentile - 0.104)).toBeLessThan(0.008);
  });

  test('a small sample alarms only above what chance explains', () => {
    const table = psiOfCounts([10, 10, 10, 10, 10, 10, 10, 10, 10, 10], [17, 5, 14, 7, 9, 12, 6, 13, 8, 9]);
    expect(table.value).toBeGreaterThan(0.1);
    expect(table.alarm).toBe(false);
    const larger = psiOfCounts(
      new Array(10).fill(1000),
      [1700, 500, 1400, 700, 900, 1200, 600, 1300, 800, 900],
    );
    expect(larger.value).toBeCloseTo(table.value!, 10);
    expect(larger.alarm).toBe(true);
  });

  test('takes fifths below 500 rows and tenths from there on, a constant baseline as equal and not', () => {
    expect(psi(uniforms(499, 1), uniforms(800, 2)).bins).toBe(5);
    expect(psi(uniforms(500, 1), uniforms(800, 2)).bins).toBe(10);
    const constant = psi(
      new Float64Array(20).fill(0),
      Float64Array.from({ length: 20 }, (_, i) => i % 2),
    );
    expect(constant.bins).toBe(2);
    expect(constant.value).toBeGreaterThan(0);
  });

  test('missing values that appear are drift', () => {
    const after = uniforms(600, 4).map((u, i) => (i % 3 === 0 ? Number.NaN : u));
    const drift = psi(uniforms(600, 3), after);
    expect([drift.bins, drift.alarm]).toEqual([11, true]);
  });

  test('nothing on one side: null', () => {
    expect(psi(new Float64Array(0), uniforms(5, 1))).toMatchObject({
      value: null,
      critical: null,
      reason: 'empty',
    });
    expect(psi(uniforms(5, 1), new Float64Array(0)).reason).toBe('empty');
  });
});
