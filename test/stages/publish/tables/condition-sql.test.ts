import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../../../src/adapters/duckdb/open-warehouse.ts';
import { type Condition, condition } from '../../../../src/core/config/scorecard-condition-schema.ts';
import { holds } from '../../../../src/core/score/holds.ts';
import { literal } from '../../../../src/core/sql/quote.ts';
import type { Warehouse } from '../../../../src/ports/warehouse.ts';
import { conditionSql } from '../../../../src/stages/publish/tables/condition-sql.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
});
afterAll(() => warehouse.close());

/** Whether a condition holds for each value of the feature facts.x, asked in SQL. */
async function inSql(asked: Condition, type: string, values: readonly string[]): Promise<boolean[]> {
  const rows = values.map((value, i) => `(${i}, cast(${value} as ${type}))`).join(', ');
  const found = await warehouse.rows<{ answer: boolean }>(
    `select ${conditionSql(asked)} as answer from (values ${rows}) as facts (i, x) order by i`,
  );
  return found.map(({ answer }) => answer);
}

const bound = fc.option(fc.constantFrom(-1, 0, 0.5, 1), { nil: undefined });
const flag = fc.option(fc.boolean(), { nil: undefined });

test('over numbers it answers as scoring does, also where there is none', async () => {
  const numbers = [-1, 0, 0.5, 1, 2, Number.NaN, Number.NaN];
  const words = ['-1', '0', '0.5', '1', '2', "'nan'::double", 'null'];
  const features = {
    rows: numbers.length,
    numbers: new Map([['facts.x', Float64Array.from(numbers)]]),
    texts: new Map(),
  };
  const asked = fc
    .record({ at_least: bound, above: bound, at_most: bound, below: bound, is: flag, missing: flag })
    .map((asks) => ({ feature: 'facts.x', ...asks }))
    .filter((asks) => condition.safeParse(asks).success);
  await fc.assert(
    fc.asyncProperty(asked, async (asks) => {
      const parsed = condition.parse(asks);
      const expected = [...holds(parsed, features)].map((answer) => answer === 1);
      expect(await inSql(parsed, 'double', words)).toEqual(expected);
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('over words, and yes and no', async () => {
  const words = ["'a'", "'b'", "''", 'null'];
  const oneOf = { feature: 'facts.x', one_of: ['a', "it's"] };
  expect(await inSql(oneOf, 'varchar', [...words, literal("it's")])).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(await inSql({ feature: 'facts.x', is: true }, 'boolean', ['true', 'false', 'null'])).toEqual([
    true,
    false,
    false,
  ]);
});
