import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { between, defineDraws, normal, uniform } from '../../src/demo/random.ts';
import type { Warehouse } from '../../src/ports/warehouse.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse({ threads: 1 });
  for (const statement of defineDraws(1)) await warehouse.run(statement);
});
afterAll(() => {
  warehouse.close();
});

const from = 'from (select range as n from range(100000))';
const number = async (sql: string): Promise<number> => {
  const [row] = await warehouse.rows<{ x: number }>(`select ${sql} as x ${from}`);
  return row?.x ?? Number.NaN;
};

test('uniform draws lie in [0, 1), spread evenly', async () => {
  expect(await number(`min(${uniform('seats')})`)).toBeGreaterThanOrEqual(0);
  expect(await number(`max(${uniform('seats')})`)).toBeLessThan(1);
  expect(await number(`avg(${uniform('seats')})`)).toBeCloseTo(0.5, 2);
  expect(await number(`stddev(${uniform('seats')})`)).toBeCloseTo(Math.sqrt(1 / 12), 2);
});

test('draws for different purposes, and for neighbours, are not correlated', async () => {
  expect(Math.abs(await number(`corr(${uniform('seats')}, ${uniform('plan')})`))).toBeLessThan(0.015);
  expect(Math.abs(await number(`corr(${uniform('seats')}, ${uniform('seats', 'n + 1')})`))).toBeLessThan(
    0.015,
  );
  expect(Math.abs(await number(`corr(${normal('mean')}, ${uniform('mean')})`))).toBeLessThan(0.2);
});

test('normal draws have mean 0 and spread 1', async () => {
  expect(await number(`avg(${normal('mean')})`)).toBeCloseTo(0, 1);
  expect(await number(`stddev(${normal('mean')})`)).toBeCloseTo(1, 1);
});

test('whole numbers include both ends, about equally often', async () => {
  const rows = await warehouse.rows<{ v: number; count: number }>(
    `select ${between('seats', 3, 7)} as v, count(*) as count ${from} group by 1 order by 1`,
  );
  expect(rows.map(({ v }) => v)).toEqual([3, 4, 5, 6, 7]);
  for (const { count } of rows) expect(Math.abs(count - 20_000)).toBeLessThan(600);
});

test('another seed draws differently', async () => {
  const sql = `select cast(sum(cast(${uniform('seats')} * 1000 as bigint)) as bigint) as x ${from}`;
  const [first] = await warehouse.rows(sql);
  for (const statement of defineDraws(2)) await warehouse.run(statement);
  const [second] = await warehouse.rows(sql);
  for (const statement of defineDraws(1)) await warehouse.run(statement);
  expect(await warehouse.rows(sql)).toEqual([first]);
  expect(second).not.toEqual(first);
});
