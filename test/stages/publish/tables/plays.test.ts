import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Warehouse } from '../../../../src/ports/warehouse.ts';
import { playsTable } from '../../../../src/stages/publish/tables/plays.ts';
import { clear, inputsOf, openActionBuild, put, rowsOf, week } from './action-build.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openActionBuild();
});
afterAll(() => warehouse.close());
beforeEach(() => clear(warehouse));

const SAVE = {
  name: 'save',
  when: [{ band: ['poor'], score: 'health' }],
  reason: 'They may leave',
  due_in_days: 7,
  steps: ['Call', 'Plan'],
  escalate: { after_days: 7, to: 'cs_leader' },
  again_after_days: 14,
};
const plays = (asOf: string, play: object = {}, more: object = {}) =>
  rowsOf(warehouse, inputsOf(asOf, { plays: [{ ...SAVE, ...play }], ...more }), playsTable);
const bands = (names: readonly string[]) => names.map((band, n) => ({ on: week(n), band }));
/** What every week says of the play, from the first on: its status, with * where it is news. */
async function statuses(weeks: number, play: object = {}, more: object = {}): Promise<string[]> {
  const found: string[] = [];
  for (let n = 0; n < weeks; n++) {
    const [row] = await plays(week(n), play, more);
    found.push(row ? `${row['status']}${row['is_news'] === true ? '*' : ''}` : '');
  }
  return found;
}
async function undertake(play: string, from: string, ended: string | null, known: string): Promise<void> {
  await warehouse.run(
    `insert into build.intermediate.interventions values
     ('a', $1, cast($2 as timestamp), cast($3 as date), case when $3 is null then null else 'done' end, cast($4 as timestamp))`,
    [play, from, ended, known],
  );
}

test('a scenario fires its play, with whose it is, by when, and where it goes then', async () => {
  await put(warehouse, 'a', bands(['good', 'poor']));
  expect(await plays(week(1))).toEqual([
    {
      account_id: 'a',
      as_of: week(1),
      play: 'save',
      play_id: expect.stringMatching(/^[0-9a-f]{16}$/),
      status: 'new',
      reason: 'They may leave',
      owner: 'ana',
      opened_on: week(1),
      due_on: week(2),
      escalate_on: week(3),
      escalate_to: 'cs_leader',
      steps: 'Call; Plan',
      arr: 1000,
      days_to_renewal: 354,
      is_news: true,
      snapshot_id: 'id',
    },
  ]);
});

test('it fires once for as long as the scenario holds, escalates when nobody begins, and closes with the scenario', async () => {
  await put(warehouse, 'a', bands(['good', 'poor', 'poor', 'poor', 'poor', 'good', 'good', 'good']));
  expect(await statuses(8)).toEqual(['', 'new*', 'open', 'escalated*', 'escalated', 'closed*', 'closed', '']);
  const ids = await Promise.all([1, 3, 6].map(async (n) => (await plays(week(n)))[0]?.['play_id']));
  expect(new Set(ids).size).toBe(1);
});

test('a scenario that comes back soon opens the same play again and is no news; later it is another', async () => {
  await put(warehouse, 'a', bands(['poor', 'good', 'poor', 'good', 'good', 'good', 'poor']));
  expect(await statuses(7, { due_in_days: 90 })).toEqual([
    'new*',
    'closed*',
    'open',
    'closed*',
    'closed',
    '',
    'new*',
  ]);
});

test('it is overdue after its day, and never escalates where nothing says so', async () => {
  await put(warehouse, 'a', bands(['poor', 'poor', 'poor', 'poor']));
  expect(await statuses(4, { escalate: undefined })).toEqual(['new*', 'open', 'overdue', 'overdue']);
});

test('what the team undertakes answers it: in progress from when it is known, done after its end', async () => {
  const interventions = { interventions: 'intermediate.interventions' };
  await put(warehouse, 'a', bands(['poor', 'poor', 'poor', 'poor', 'poor', 'poor']));
  // One of before, one of another kind; then the one that counts, known late.
  await undertake('call', '2026-01-04 09:00', '2026-01-06', '2026-01-06 10:00');
  await undertake('mail', '2026-01-06 09:00', '2026-01-06', '2026-01-06 10:00');
  await undertake('call', '2026-01-13 09:00', '2026-01-29', '2026-01-20 10:00');
  const expected = ['new*', 'open', 'escalated*', 'in_progress', 'done*', 'done'];
  expect(await statuses(6, { answered_by: ['call'] }, interventions)).toEqual(expected);
});

test('one that ended without success leaves it in progress', async () => {
  await put(warehouse, 'a', bands(['poor', 'poor']));
  await undertake('save', '2026-01-06 09:00', '2026-01-07', '2026-01-07 10:00');
  await warehouse.run("update build.intermediate.interventions set result = 'no_answer'");
  const interventions = { interventions: 'intermediate.interventions' };
  expect(await statuses(2, {}, interventions)).toEqual(['new*', 'in_progress']);
});

test('all that a scenario asks must hold: an alert, a band, features', async () => {
  const when = [
    { alert: 'band_drop', score: 'health' },
    { band: ['poor', 'okay'], score: 'health' },
    { feature: 'facts.overdue', at_least: 1 },
    { feature: 'facts.feed', one_of: ['runs'] },
  ];
  const on = week(1);
  const readings = {
    all: { on, band: 'okay', overdue: 1 },
    no_drop: { on, band: 'good', overdue: 1 },
    no_overdue: { on, band: 'okay', overdue: 0 },
    no_feed: { on, band: 'okay', overdue: 1, feed: 'stopped' },
  };
  for (const [account, reading] of Object.entries(readings))
    await put(warehouse, account, [{ on: week(0) }, reading]);
  expect(await plays(on, { when })).toMatchObject([
    { account_id: 'all', reason: 'They may leave: band fell from good to okay' },
  ]);
});

test('a role has it, or stands in where the account has no owner', async () => {
  await put(warehouse, 'a', [{ on: week(0), band: 'poor', owner: null }]);
  expect(await plays(week(0), { owner: 'billing' })).toMatchObject([{ owner: 'billing' }]);
  expect(await plays(week(0), { without_owner: 'cs_leader' })).toMatchObject([{ owner: 'cs_leader' }]);
});

test('an old day says the same after later days have come', async () => {
  await put(warehouse, 'a', bands(['good', 'poor', 'poor']));
  const before = await plays(week(1));
  await put(warehouse, 'a', [{ on: week(3), band: 'good' }]);
  await undertake('save', `${week(1)} 09:00`, week(2), `${week(2)} 10:00`);
  expect(await plays(week(1), {}, { interventions: 'intermediate.interventions' })).toEqual(before);
});
