import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addDays } from '../../../../src/core/config/days.ts';
import type { Warehouse } from '../../../../src/ports/warehouse.ts';
import { engagementPointsTable } from '../../../../src/stages/publish/tables/engagement-points.ts';
import { clear, FIRST, inputsOf, openActionBuild, put, type Reading, rowsOf } from './action-build.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openActionBuild();
});
afterAll(() => warehouse.close());
beforeEach(() => clear(warehouse));

const CADENCE = { agreed_days: 'facts.agreed', days_since_touch: 'facts.since_touch', before_renewal: [] };
const later = (days: number): string => addDays(FIRST, days);
async function points(engagement: object, reading: Partial<Reading> = {}): Promise<unknown[]> {
  await put(warehouse, 'a', [{ on: FIRST, ...reading }]);
  const found = await rowsOf(warehouse, inputsOf(FIRST, { engagement }), engagementPointsTable);
  return found.map((row) => [row['due_on'], row['kind'], row['item'], row['overdue_days']]);
}

test('touches follow the agreed cadence from the last one on, as far ahead as is asked', async () => {
  expect(await points(CADENCE, { agreed: 30, sinceTouch: 10 })).toEqual([
    [later(20), 'touch', '', 0],
    [later(50), 'touch', '', 0],
    [later(80), 'touch', '', 0],
  ]);
});

test('an overdue touch is due today, and the next ones count from today', async () => {
  expect(await points({ ...CADENCE, horizon_days: 30 }, { agreed: 30, sinceTouch: 41 })).toEqual([
    [FIRST, 'touch', '', 11],
    [later(30), 'touch', '', 0],
  ]);
});

test('without any touch the first is due today; without a cadence there is none', async () => {
  const near = { ...CADENCE, horizon_days: 20 };
  expect(await points(near, { sinceTouch: null })).toEqual([[FIRST, 'touch', '', 0]]);
  await clear(warehouse);
  expect(await points(near, { agreed: null })).toEqual([]);
});

test('a stage can bring touches closer together, never further apart', async () => {
  const engagement = { ...CADENCE, horizon_days: 20, at_most_days: { onboarding: 14, established: 90 } };
  expect(await points(engagement, { stage: 'onboarding' })).toEqual([
    [later(4), 'touch', '', 0],
    [later(18), 'touch', '', 0],
  ]);
  await clear(warehouse);
  expect(await points(engagement, { stage: 'established' })).toEqual([[later(20), 'touch', '', 0]]);
});

test('renewals are talked about ahead of them, and objectives when they are due', async () => {
  const history = (id: string, due: string, more = 'null, null') =>
    warehouse.run(
      `insert into build.intermediate.objectives values ('${id}', 'a', date '${due}', timestamp '2026-01-01', ${more})`,
    );
  await history('late', later(-3));
  await history('ahead', later(90));
  await history('too_far', later(91));
  await history('replaced', later(1), "timestamp '2026-01-04 12:00', null");
  await history('closed', later(1), "null, date '2026-01-04'");
  await history('closed_today', later(2), `null, date '${FIRST}'`);
  const engagement = { before_renewal: [60, 30, 7], objectives: 'intermediate.objectives' };
  expect(await points(engagement, { renewal: later(37) })).toEqual([
    [FIRST, 'objective', 'late', 3],
    [later(2), 'objective', 'closed_today', 0],
    [later(7), 'renewal', '30', 0],
    [later(30), 'renewal', '7', 0],
    [later(90), 'objective', 'ahead', 0],
  ]);
});
