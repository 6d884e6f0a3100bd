import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/core/config/canonical-json.ts';

test('keys are in code unit order at every depth, undefined ones left out, lists as they are', () => {
  expect(canonicalJson({ b: [2, { z: 1, a: null }], a: 'x', B: undefined, é: 1, _: 2 })).toBe(
    '{\n  "_": 2,\n  "a": "x",\n  "b": [\n    2,\n    {\n      "a": null,\n      "z": 1\n    }\n  ],\n  "é": 1\n}\n',
  );
});

test('the order in which keys were given never shows', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { seed: 7, numRuns: 200 },
  );
});
