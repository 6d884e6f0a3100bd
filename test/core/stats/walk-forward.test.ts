import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { walkForward } from '../../../src/core/stats/walk-forward.ts';
import { fixed } from './arbitraries.ts';

const options = { starts: [100, 200, 300], embargoDays: 30, leastEvents: 1 };

describe('walkForward', () => {
  test('learns from outcomes known before the window less the embargo, and tests the window', () => {
    const folds = walkForward(
      {
        decidedOn: Float64Array.of(40, 60, 99, 100, 199, 200, 299, 300),
        knownOn: Float64Array.of(40, 69, 99, 100, 199, 200, 299, 300),
        churned: Uint8Array.of(1, 0, 1, 0, 1, 0, 1, 0),
      },
      options,
    );
    expect(folds.map(({ train, test }) => [[...train], [...test]])).toEqual([
      [
        [0, 1],
        [3, 4],
      ],
      [
        [0, 1, 2, 3],
        [5, 6],
      ],
    ]);
    expect(folds[0]).toMatchObject({
      testFrom: 100,
      testUntil: 200,
      trained: { n: 2, n1: 1, n0: 1 },
      reason: null,
    });
  });

  test('an outcome known on the very day of the embargo is not learnt', () => {
    const decisions = {
      decidedOn: Float64Array.of(60, 61),
      knownOn: Float64Array.of(69, 70),
      churned: Uint8Array.of(1, 0),
    };
    expect([...walkForward(decisions, options)[0]!.train]).toEqual([0]);
  });

  test('a notice given early never puts a test row into its own training', () => {
    const decisions = {
      decidedOn: Float64Array.of(150, 20),
      knownOn: Float64Array.of(10, 20),
      churned: Uint8Array.of(1, 0),
    };
    const [fold] = walkForward(decisions, options);
    expect([[...fold!.train], [...fold!.test]]).toEqual([[1], [0]]);
  });

  test('says why a fold must be skipped', () => {
    const decisions = {
      decidedOn: Float64Array.of(10, 20, 250),
      knownOn: Float64Array.of(10, 20, 250),
      churned: Uint8Array.of(1, 0, 1),
    };
    expect(walkForward(decisions, options).map(({ reason }) => reason)).toEqual(['empty', null]);
    expect(walkForward(decisions, { ...options, leastEvents: 2 }).map(({ reason }) => reason)).toEqual([
      'insufficient',
      'insufficient',
    ]);
    expect(walkForward(decisions, { ...options, starts: [100] })).toEqual([]);
  });

  test('agrees with asking row by row; no row is in train and test, none in two tests', () => {
    const row = fc.tuple(fc.nat(500), fc.integer({ min: -60, max: 60 }), fc.nat(1));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), fc.nat(90), (rows, embargoDays) => {
        const decidedOn = Float64Array.from(rows, ([day]) => day);
        const knownOn = Float64Array.from(rows, ([day, lag]) => day + lag);
        const churned = Uint8Array.from(rows, ([, , y]) => y);
        const starts = [100, 190, 280, 370];
        const folds = walkForward({ decidedOn, knownOn, churned }, { starts, embargoDays, leastEvents: 0 });
        const tested = folds.flatMap(({ test }) => [...test]);
        expect(new Set(tested).size).toBe(tested.length);
        for (const { testFrom, testUntil, train, test } of folds) {
          for (const i of decidedOn.keys()) {
            expect(test.includes(i)).toBe(decidedOn[i]! >= testFrom && decidedOn[i]! < testUntil);
            expect(train.includes(i)).toBe(knownOn[i]! < testFrom - embargoDays && decidedOn[i]! < testFrom);
          }
        }
      }),
      fixed,
    );
  });
});
