import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Warehouse } from '../../../../src/ports/warehouse.ts';
import { alertsTable } from '../../../../src/stages/publish/tables/alerts.ts';
import { clear, inputsOf, openActionBuild, put, type Reading, rowsOf, week } from './action-build.ts';

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openActionBuild();
});
afterAll(() => warehouse.close());
beforeEach(() => clear(warehouse));

const alerts = (asOf: string, ...more: [actions?: object, card?: object]) =>
  rowsOf(warehouse, inputsOf(asOf, ...more), alertsTable);
const ONLY_BANDS = { alerts: { without: ['score_drop', 'stale_data'] } };
const ONLY_SCORES = { alerts: { without: ['band_drop', 'stale_data'] } };

/** One reading a week, by its band, from the first on. */
const bands = (names: readonly string[]): Reading[] => names.map((band, n) => ({ on: week(n), band }));
const scores = (values: readonly (number | null)[]): Reading[] =>
  values.map((score, n) => ({ on: week(n), score }));
/** What every week says of the account, from the first on: status or nothing. */
async function statuses(weeks: number, ...more: [actions?: object, card?: object]): Promise<unknown[]> {
  const found: unknown[] = [];
  for (let n = 0; n < weeks; n++) found.push((await alerts(week(n), ...more))[0]?.['status'] ?? '');
  return found;
}

test('a fallen band and a fallen score are alerts with what happened and what is at stake', async () => {
  await put(warehouse, 'a', [
    { on: week(0), score: 71.25 },
    { on: week(5), score: 51.25, band: 'poor' },
  ]);
  const [band, score, ...others] = await alerts(week(5));
  expect(band).toEqual({
    account_id: 'a',
    as_of: week(5),
    score_name: 'health',
    kind: 'band_drop',
    severity: 'high',
    message: 'band fell from good to poor',
    arr: 1000,
    status: 'new',
    since: week(5),
    last_seen_on: week(5),
    alert_id: expect.stringMatching(/^[0-9a-f]{16}$/),
    owner: 'ana',
    snapshot_id: 'id',
  });
  expect(score).toMatchObject({
    kind: 'score_drop',
    severity: 'high',
    message: `score fell by 20.0 from 71.3 on ${week(0)}`,
  });
  expect(others).toEqual([]);
});

test('a tenth of the scale is a drop, less is none; a rise, unknown and a first reading are no alerts', async () => {
  for (const [score, band, before, kinds] of [
    [60, 'okay', 'good', ['band_drop', 'score_drop']],
    [60.0001, 'good', 'okay', []],
    [65, 'unknown', 'good', []],
    [65, 'good', 'unknown', []],
    [null, 'unknown', 'unknown', []],
  ] as const) {
    await clear(warehouse);
    await put(warehouse, 'a', [
      { on: week(0), score: 70, band: before },
      { on: week(5), score, band },
    ]);
    expect((await alerts(week(5))).map(({ kind }) => kind)).toEqual(kinds);
  }
  await clear(warehouse);
  await put(warehouse, 'a', [{ on: week(0), band: 'poor' }]);
  expect(await alerts(week(0))).toEqual([]);
});

test('an alert is new once, then open; it has recovered once the band was back for the cool-down', async () => {
  await put(warehouse, 'a', bands(['good', 'okay', 'okay', 'good', 'good', 'good', 'good', 'good']));
  expect(await statuses(8, ONLY_BANDS)).toEqual(['', 'new', 'open', 'open', 'open', 'recovered', '', '']);
});

test('what comes back within the cool-down is the same alert; after it, another', async () => {
  await put(warehouse, 'a', bands(['good', 'okay', 'good', 'okay', 'good', 'good', 'good', 'okay']));
  expect(await statuses(8, ONLY_BANDS)).toEqual([
    '',
    'new',
    'open',
    'open',
    'open',
    'open',
    'recovered',
    'new',
  ]);
  const ids = await Promise.all(
    [1, 3, 6, 7].map(async (n) => (await alerts(week(n), ONLY_BANDS))[0]?.['alert_id']),
  );
  expect(new Set(ids.slice(0, 3)).size).toBe(1);
  expect(ids[3]).not.toBe(ids[0]);
});

test('readings in a row are one alert however short the cool-down', async () => {
  await put(warehouse, 'a', bands(['good', 'okay', 'okay', 'good', 'okay']));
  const actions = { alerts: { ...ONLY_BANDS.alerts, band_drop: { cool_down_days: 0 } } };
  expect(await statuses(5, actions)).toEqual(['', 'new', 'open', 'recovered', 'new']);
});

test('a deeper fall is worse, once', async () => {
  await put(warehouse, 'a', bands(['good', 'okay', 'poor', 'poor', 'okay', 'poor']));
  expect(await statuses(6, ONLY_BANDS)).toEqual(['', 'new', 'worse', 'open', 'open', 'open']);
});

test('a score that stays low has not recovered, its alert expires; one that comes back has', async () => {
  await put(warehouse, 'low', scores([80, 65, 65, 65, 65, 65, 65, 65, 65, 65]));
  await put(warehouse, 'back', scores([80, 80, 80, 80, 80, 65, 65, 72, 80, 80]));
  const actions = { alerts: { ...ONLY_SCORES.alerts, score_drop: { days: 7, cool_down_days: 14 } } };
  const found = async (n: number) =>
    (await alerts(week(n), actions)).map((row) => [row['account_id'], row['status']]);
  expect(await found(1)).toEqual([['low', 'new']]);
  expect(await found(4)).toEqual([['low', 'expired']]);
  expect(await found(5)).toEqual([['back', 'new']]);
  expect(await found(8)).toEqual([['back', 'recovered']]);
});

test('a band that stays low has not recovered either, once the better days are forgotten', async () => {
  await put(warehouse, 'a', bands(['good', ...Array.from({ length: 9 }, () => 'okay')]));
  const actions = { alerts: { ...ONLY_BANDS.alerts, band_drop: { days: 21, cool_down_days: 14 } } };
  const told = await statuses(10, actions);
  expect(told.slice(0, 3)).toEqual(['', 'new', 'open']);
  expect(told.filter((status) => status === 'expired')).toHaveLength(1);
  expect(told).not.toContain('recovered');
  expect(told.at(-1)).toBe('');
});

test('a red flag is a rule that holds the score down; a second one makes it worse; one that holds it up is none', async () => {
  const rules = [
    {
      name: 'overdue',
      when: [{ feature: 'facts.overdue', above: 1 }],
      cap: 40,
      reason: 'Invoices are overdue',
    },
    { name: 'very', when: [{ feature: 'facts.overdue', above: 5 }], band: 'poor', reason: 'Very many' },
    { name: 'up', when: [{ feature: 'facts.overdue', at_least: 0 }], floor: 10, reason: 'No' },
    { name: 'best', when: [{ feature: 'facts.overdue', at_least: 0 }], band: 'good', reason: 'No' },
  ];
  await put(
    warehouse,
    'a',
    [1, 2, 6, 0].map((overdue, n) => ({ on: week(n), overdue })),
  );
  expect(await statuses(4, {}, { rules })).toEqual(['', 'new', 'worse', 'open']);
  expect((await alerts(week(2), {}, { rules }))[0]).toMatchObject({
    kind: 'red_flag',
    severity: 'high',
    message: 'Invoices are overdue; Very many',
  });
});

test('stale data: less known than the scorecard asks for, or a feed that has stopped', async () => {
  await put(warehouse, 'less', [{ on: week(0), coverage: 0.49 }]);
  await put(warehouse, 'enough', [{ on: week(0), coverage: 0.5 }]);
  await put(warehouse, 'stopped', [{ on: week(0), feed: 'stopped' }]);
  const sources = [{ reason: 'no feed', when: [{ feature: 'facts.feed', one_of: ['stopped'] }] }];
  const found = await alerts(week(0), { alerts: { stale_data: { sources } } });
  expect(found.map((row) => [row['account_id'], row['kind'], row['message']])).toEqual([
    ['less', 'stale_data', 'only 49 % of the weight is known'],
    ['stopped', 'stale_data', 'no feed'],
  ]);
});

test('a day says the same again, also after later days and days off the calendar have been run', async () => {
  await put(warehouse, 'a', bands(['good', 'good', 'okay']));
  const before = await alerts(week(2));
  await put(warehouse, 'a', bands(['', '', '', 'poor']).slice(3));
  await put(warehouse, 'a', [{ on: '2026-01-08', band: 'poor' }]);
  expect(await alerts(week(2))).toEqual(before);
});

test('a day between two readings gives an alert the name that the next reading will', async () => {
  await put(warehouse, 'a', [...bands(['good', 'good', 'okay']), { on: '2026-01-15', band: 'okay' }]);
  const [between] = await alerts('2026-01-15', ONLY_BANDS);
  const [reading] = await alerts(week(2), ONLY_BANDS);
  expect(between).toMatchObject({ status: 'new', since: '2026-01-15' });
  expect(reading).toMatchObject({ status: 'new', since: week(2), alert_id: between?.['alert_id'] });
});

test('only watched scorecards alert, and an account that has left is silent', async () => {
  await put(warehouse, 'a', bands(['good', 'poor']));
  expect(await alerts(week(1), { alerts: { scores: ['other'] } })).toEqual([]);
  expect(await alerts(week(2))).toEqual([]);
});
