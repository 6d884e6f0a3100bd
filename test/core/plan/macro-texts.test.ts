import { expect, test } from 'vitest';
import { macroTexts, usedMacros } from '../../../src/core/plan/macro-texts.ts';

const macro = (name: string, sql: string) => ({ name, file: `sql/macros/${name}.sql`, sql });
const textOf = (sql: string) => macroTexts([macro('m', sql)]).get('m');

test('layout and comments are no part of a macro', () => {
  const plain = textOf("create macro m(a, b) as case when a > 0 then a + b else ' x  y ' end;");
  const loose = textOf(`-- what it's for
    create macro m(a,b) as /* two
      lines */ case when a>0
      then a+b -- "plus"
      else ' x  y ' end ;`);
  expect(loose).toBe(plain);
});

test.each([
  ["create macro m(a) as a || 'x y'", "create macro m(a) as a || 'x  y'"],
  ["create macro m(a) as a || '--x'", "create macro m(a) as a || '--y'"],
  ['create macro m(a) as a + 1', 'create macro m(a) as a - 1'],
  ['create macro m(ab) as ab', 'create macro m(a, b) as a'],
  ['create macro m(a) as a is null', 'create macro m(a) as a isnull'],
])('%s is another macro than %s', (one, other) => {
  expect(textOf(one)).not.toBe(textOf(other));
});

test('a macro that calls others brings them along', () => {
  const macros = macroTexts([
    macro('outer_one', 'create macro outer_one(a) as middle(a) + 1'),
    macro('middle', 'create macro middle(a) as Inner_One(a)'),
    macro('inner_one', 'create macro inner_one(a) as a'),
    macro('other', 'create macro other(a) as a'),
  ]);
  expect(usedMacros(['sum', 'outer_one'], macros)).toEqual(['inner_one', 'middle', 'outer_one']);
  expect(usedMacros(['sum'], macros)).toEqual([]);
});
