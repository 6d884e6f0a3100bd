import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Condition, condition } from '../../../src/core/config/scorecard-condition-schema.ts';
import { excludes, implies } from '../../../src/core/config/scorecard-excludes.ts';
import { holds } from '../../../src/core/score/holds.ts';

const VALUES = [-1, 0, 0.5, 1, 2, 3, Number.NaN];
const FEATURES = {
  rows: VALUES.length,
  numbers: new Map([['facts.x', Float64Array.from(VALUES)]]),
  texts: new Map(),
};

const yes = (asked: Condition) => [...holds(asked, FEATURES)].map((answer) => answer === 1);

const bound = fc.option(fc.constantFrom(0, 1, 2), { nil: undefined });
const flag = fc.option(fc.boolean(), { nil: undefined });
const asked = fc
  .record({ at_least: bound, above: bound, at_most: bound, below: bound, is: flag, missing: flag })
  .map((asks) => ({ feature: 'facts.x', ...asks }))
  .filter((asks) => condition.safeParse(asks).success)
  // What asks for no value and compares one is refused by itself.
  .filter((asks) => asks.missing !== true || !excludes(asks, asks));

test('what is said to imply does, and what is said to exclude does, for every value and for none', () => {
  fc.assert(
    fc.property(asked, asked, (a, b) => {
      const [first, second] = [yes(a), yes(b)];
      if (implies(a, b)) expect(first.filter((is, i) => is && !second[i])).toEqual([]);
      if (excludes(a, b)) expect(first.filter((is, i) => is && second[i])).toEqual([]);
    }),
    { seed: 20261031, numRuns: 3000 },
  );
});

test.each([
  [{ missing: false, at_least: 1 }, { missing: false, at_least: 5 }, false],
  [{ missing: false, at_least: 5 }, { missing: false, at_least: 1 }, true],
  [{ missing: false, at_least: 5 }, { missing: false }, true],
  [{ missing: true }, { missing: true }, true],
  [{ at_least: 5 }, { at_least: 5 }, true],
  [{ at_least: 5 }, { above: 5 }, false],
])('%j implies %j: %s', (a, b, expected) => {
  const feature = 'facts.x';
  expect(implies({ feature, ...a }, { feature, ...b })).toBe(expected);
});
