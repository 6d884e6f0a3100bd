import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Warehouse } from '../../../../src/ports/warehouse.ts';
import { workQueueTable } from '../../../../src/stages/publish/tables/work-queue.ts';
import { clear, inputsOf, openActionBuild, put, rowsOf, week } from './action-build.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openActionBuild();
});
afterAll(() => warehouse.close());
beforeEach(() => clear(warehouse));

const play = (name: string, due_in_days: number, when: object) => ({
  name,
  when: [when],
  reason: 'x',
  due_in_days,
  steps: ['x'],
});
const PLAYS = [
  play('late', 9, { feature: 'facts.overdue', at_least: 1 }),
  play('soon', 5, { band: ['poor'], score: 'health' }),
];
const queue = (setting: object, on = week(0)) =>
  rowsOf(warehouse, inputsOf(on, { plays: PLAYS, queue: setting }), workQueueTable);

test('priority is revenue by risk by urgency, and the plays that wait stand beside it', async () => {
  await put(warehouse, 'a', [{ on: week(0), score: 25, band: 'poor', overdue: 1, renewal: '2026-02-04' }]);
  expect(await queue({})).toEqual([
    {
      account_id: 'a',
      as_of: week(0),
      owner: 'ana',
      week_start: week(0),
      position: 1,
      priority: 562.5,
      arr: 1000,
      risk: 0.75,
      days_to_renewal: 30,
      plays: 'soon, late',
      due_on: '2026-01-10',
      capacity: 10,
      left_out: 0,
      snapshot_id: 'id',
    },
  ]);
});

test('each owner gets the first so many, equals by account, and is told how many found no place', async () => {
  const accounts = [
    ['a1', 'ana', 1000],
    ['a2', 'ana', 3000],
    ['a3', 'ana', 1000],
    ['a4', 'ana', 2000],
    ['b1', 'bo', 10],
    ['b2', 'bo', 20],
    ['c1', 'cy', 5],
  ] as const;
  for (const [account, owner, arr] of accounts)
    await put(warehouse, account, [{ on: week(0), owner, arr, overdue: 1, score: 50 }]);
  const found = await queue({ per_owner: 3, owners: { bo: 1 } });
  expect(found.map((row) => [row['account_id'], row['position'], row['capacity'], row['left_out']])).toEqual([
    ['a1', 3, 3, 1],
    ['a2', 1, 3, 1],
    ['a4', 2, 3, 1],
    ['b2', 1, 1, 1],
    ['c1', 1, 3, 0],
  ]);
});

test('an account without a score is at half risk, a passed renewal is as urgent as one today', async () => {
  await put(warehouse, 'none', [{ on: week(0), score: null, band: 'unknown', overdue: 1, renewal: week(0) }]);
  await put(warehouse, 'passed', [{ on: week(0), score: 50, overdue: 1, renewal: '2025-01-01' }]);
  expect((await queue({})).map(({ risk, priority }) => [risk, priority])).toEqual([
    [0.5, 500],
    [0.5, 500],
  ]);
});

test('what has closed does not wait', async () => {
  await put(warehouse, 'a', [{ on: week(0), overdue: 1 }, { on: week(1) }]);
  expect(await queue({}, week(1))).toEqual([]);
});
