import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LeadTime, leadTime, summariseLeadTimes } from '../../../src/core/stats/lead-time.ts';
import { fixed } from './arbitraries.ts';

const ask = { decisionDay: 400, threshold: 50, horizonDays: 90 };

function readings(...pairs: readonly (readonly [day: number, score: number])[]) {
  return {
    days: Float64Array.from(pairs, ([day]) => day),
    scores: Float64Array.from(pairs, ([, score]) => score),
  };
}

describe('leadTime', () => {
  test('counts from the start of the last unbroken run below the threshold', () => {
    const run = readings([100, 40], [200, 70], [300, 45], [350, 40], [390, 49]);
    expect(leadTime(run, ask)).toEqual({ state: 'flagged', days: 100 });
  });

  test('a dip that healed again is no warning, and neither is the threshold itself', () => {
    expect(leadTime(readings([300, 40], [390, 50]), ask)).toEqual({ state: 'never_flagged', days: 0 });
    expect(leadTime(readings([300, 60], [390, 80]), ask)).toEqual({ state: 'never_flagged', days: 0 });
  });

  test('readings on or after the decision day are not seen', () => {
    expect(leadTime(readings([300, 60], [400, 10], [410, 5]), ask).state).toBe('never_flagged');
    expect(leadTime(readings([300, 40], [400, 90]), ask)).toEqual({ state: 'flagged', days: 100 });
  });

  test('an account whose first reading comes later than the horizon cannot be judged', () => {
    expect(leadTime(readings([311, 40]), ask).state).toBe('not_observable');
    expect(leadTime(readings([310, 40]), ask)).toEqual({ state: 'flagged', days: 90 });
    expect(leadTime(readings(), ask).state).toBe('not_observable');
  });

  test('agrees with looking back day by day', () => {
    const reading = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(fc.uniqueArray(reading, { selector: ([day]) => day, maxLength: 12 }), (pairs) => {
        const sorted = [...pairs].sort(([x], [y]) => x - y);
        const before = sorted.filter(([day]) => day < 400).reverse();
        const run = before.slice(
          0,
          before.findIndex(([, s]) => s >= 50) === -1 ? undefined : before.findIndex(([, s]) => s >= 50),
        );
        const expected = (sorted[0]?.[0] ?? 999) > 310 ? null : run.length === 0 ? 0 : 400 - run.at(-1)![0];
        expect(leadTime(readings(...sorted), ask).days).toBe(expected);
      }),
      fixed,
    );
  });
});

describe('summariseLeadTimes', () => {
  const flagged = (days: number): LeadTime => ({ state: 'flagged', days });
  const never: LeadTime = { state: 'never_flagged', days: 0 };
  const unseen: LeadTime = { state: 'not_observable', days: null };

  test('keeps those never flagged in, at 0 days, and those not observable out, counted', () => {
    const { median, quartiles, atLeast, neverFlagged, notObservable } = summariseLeadTimes([
      flagged(120),
      flagged(60),
      flagged(30),
      never,
      unseen,
    ]);
    expect(median).toMatchObject({ value: 45, n: 4, n1: 3, n0: 1 });
    expect(quartiles).toEqual([22.5, 75]);
    expect(atLeast.map(({ days, share }) => [days, share.value])).toEqual([
      [30, 0.75],
      [60, 0.5],
      [90, 0.25],
    ]);
    expect([neverFlagged, notObservable]).toEqual([1, 1]);
  });

  test('nobody to judge', () => {
    const { median, quartiles, atLeast } = summariseLeadTimes([unseen]);
    expect([median.reason, quartiles, atLeast[0]!.share.value]).toEqual(['empty', null, null]);
  });
});
