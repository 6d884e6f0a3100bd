import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { auc } from '../../../src/core/stats/auc.ts';
import { pairedDelong } from '../../../src/core/stats/paired-delong.ts';
import { placements } from '../../../src/core/stats/placements.ts';
import { fixed, mixedDecisions, negated } from './arbitraries.ts';
import * as a from './fixture-a.ts';

describe('pairedDelong', () => {
  test('fixture A: health against the challenger', () => {
    const { value, standardError, z, p, ci } = pairedDelong(a.health, a.challenger, a.churned);
    expect(value).toBeCloseTo(-0.17142857142857137, 14);
    expect(standardError).toBeCloseTo(0.0949400097017947, 13);
    expect(z).toBeCloseTo(-1.8056515052718682, 12);
    expect(p).toBeCloseTo(0.070972792049471, 13);
    expect(ci![0]).toBeCloseTo(-0.17142857142857137 - 1.959963984540054 * 0.0949400097017947, 12);
  });

  test('is the difference of the two AUCs, and changes sign with the order', () => {
    fc.assert(
      fc.property(mixedDecisions(4), fc.infiniteStream(fc.nat(9)), ({ scores, churned }, stream) => {
        const other = Float64Array.from(stream.take(scores.length));
        const forth = pairedDelong(scores, other, churned);
        const back = pairedDelong(other, scores, churned);
        expect(forth.value).toBeCloseTo(auc(scores, churned).value! - auc(other, churned).value!, 12);
        expect(back.value).toBeCloseTo(-forth.value!, 14);
        expect(back.p).toBe(forth.p);
      }),
      fixed,
    );
  });

  test('against a constant score it is the plain DeLong test', () => {
    fc.assert(
      fc.property(mixedDecisions(6), ({ scores, churned }) => {
        const flat = new Float64Array(scores.length);
        const { standardError } = auc(scores, churned);
        const paired = pairedDelong(scores, flat, churned);
        if (standardError === null) return;
        expect(paired.standardError).toBeCloseTo(standardError, 12);
      }),
      fixed,
    );
  });

  test('the same ranking twice: z 0 and p 1, as pROC has it', () => {
    const twice = pairedDelong(
      a.health,
      a.health.map((h) => h * 3),
      a.churned,
    );
    expect([twice.value, twice.z, twice.p, twice.ci, twice.reason]).toEqual([0, 0, 1, null, 'degenerate']);
  });

  test('a difference without variance is not tested', () => {
    const perfect = Float64Array.of(1, 2, 3, 4);
    const { value, z, p, reason } = pairedDelong(perfect, negated(perfect), Uint8Array.of(1, 1, 0, 0));
    expect([value, z, p, reason]).toEqual([1, null, null, 'degenerate']);
  });

  test('one class or too few', () => {
    const s = Float64Array.of(1, 2, 3);
    expect(pairedDelong(s, s, Uint8Array.of(0, 0, 0)).reason).toBe('single_class');
    expect(pairedDelong(s, s, Uint8Array.of(1, 0, 0))).toMatchObject({
      value: 0,
      p: null,
      reason: 'insufficient',
    });
  });
});

describe('placements', () => {
  test('count the other class on the right side, ties half', () => {
    expect([...placements(Float64Array.of(20, 35, 35, 60), Uint8Array.of(1, 1, 0, 0))]).toEqual([
      2, 1.5, 1.5, 2,
    ]);
  });
});
