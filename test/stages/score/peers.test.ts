import { afterEach, beforeEach, expect, test } from 'vitest';
import { daysCard } from './cards.ts';
import { ScoreWorld } from './score-world.ts';

let world: ScoreWorld;
beforeEach(async () => {
  world = await ScoreWorld.open();
});
afterEach(() => world.close());

const FIRST = '2026-01-05';
const SECOND = '2026-01-12';
const THIRD = '2026-01-19';

/** The score is the percentile of the days among the peers of the last `window` days. */
const percentileCard = (window: number, more: object = {}) => {
  const card = daysCard({ peers: { window_days: window, at_least: 2, ...more } });
  const [dimension] = card.dimensions;
  const measures = (dimension?.measures ?? []).map((measure) => ({
    ...measure,
    normalise: { type: 'percentile' as const, best: 'highest' as const },
  }));
  return { ...card, dimensions: [{ ...dimension, measures }] } as typeof card;
};

const accounts = (...days: number[]) => Object.fromEntries(days.map((each, i) => [`a${i}`, { days: each }]));
const scoresOf = async (asOf: string) =>
  (await world.written()).scores
    .filter((row) => row['as_of'] === asOf)
    .map((row) => [row['account_id'], row['score']]);

test('a percentile is the place among the accounts of the same window, learnt by scoring itself', async () => {
  await world.build(FIRST, accounts(0, 10, 20, 30, 40));
  await world.score(FIRST, [percentileCard(1)]);
  expect(await scoresOf(FIRST)).toEqual([
    ['a0', 0],
    ['a1', 25],
    ['a2', 50],
    ['a3', 75],
    ['a4', 100],
  ]);
});

test('the window reaches back over the calendar, and never forward', async () => {
  await world.build(FIRST, accounts(0, 0, 0, 0));
  await world.build(SECOND, accounts(10, 20, 30, 40));
  await world.build(THIRD, accounts(1000, 1000, 1000, 1000));
  await world.score(THIRD, [percentileCard(14)]);
  // As of the second date: eight values, four of them 0; 40 is the highest, though all are far higher a week later.
  expect(await scoresOf(SECOND)).toContainEqual(['a3', 100]);
  expect((await scoresOf(SECOND)).find(([account]) => account === 'a0')?.[1]).toBeGreaterThan(50);
  const alone = await ScoreWorld.open();
  await alone.build(FIRST, accounts(0, 0, 0, 0));
  await alone.build(SECOND, accounts(10, 20, 30, 40));
  await alone.score(SECOND, [percentileCard(14)]);
  const then = (await alone.written()).scores.filter((row) => row['as_of'] === SECOND);
  expect(then.map((row) => [row['account_id'], row['score']])).toEqual(await scoresOf(SECOND));
  alone.close();
});

test('a date of the window that is built anew makes the scores of later dates anew, and only those it reaches', async () => {
  const card = percentileCard(8);
  await world.build(FIRST, accounts(0, 10));
  await world.build(SECOND, accounts(20, 30));
  await world.build(THIRD, accounts(40, 50));
  await world.score(THIRD, [card]);
  expect(await scoresOf(THIRD)).toContainEqual(['a1', 100]);
  await world.build(SECOND, accounts(20, 99));
  const again = await world.score(THIRD, [card]);
  expect(again.scores[0]?.dates).toEqual([SECOND, THIRD]);
  // 50 is now the third of 20, 40, 50, 99: two thirds, to the hundredth that is kept.
  expect((await scoresOf(THIRD)).find(([account]) => account === 'a1')?.[1]).toBeCloseTo(66.29, 1);
  expect((await world.score(THIRD, [card])).scores[0]?.dates).toEqual([]);
});

test('what was learnt is stored with the day and version, and explains that day later', async () => {
  await world.build(FIRST, accounts(0, 10, 20));
  await world.score(FIRST, [percentileCard(7)]);
  const stored = await world.session.rows<{ as_of: string; scorecard_version: number; parameters: string }>(
    'select cast(as_of as varchar) as as_of, scorecard_version, parameters from build.scores.score_parameters',
  );
  expect(stored).toMatchObject([{ as_of: FIRST, scorecard_version: 1 }]);
  const learnt = JSON.parse(stored[0]?.parameters ?? '{}');
  expect(learnt.days.all).toMatchObject({ n: 3, mean: 10, sd: 10 });
  // The explanation of a date that is scored already must not learn from what stands in the features by now.
  await world.build(SECOND, accounts(5, 5, 5));
  await world.session.run("update build.features.f set days = days + 1000 where as_of = date '2026-01-05'");
  await world.score(SECOND, [percentileCard(7)]);
  expect(
    (
      await world.session.rows(
        "select parameters from build.scores.score_parameters where as_of = date '2026-01-05'",
      )
    )[0],
  ).toEqual({ parameters: stored[0]?.parameters });
  await world.score(SECOND, []);
  expect(await world.session.rows('select * from build.scores.score_parameters')).toEqual([]);
});

test('windows that overlap teach the same all at once as night after night', async () => {
  const dates = [FIRST, SECOND, THIRD, '2026-01-26', '2026-02-02'];
  const card = percentileCard(15, { by: 'f.mood' });
  const learnt = () =>
    world.session.rows('select as_of, variant, parameters from build.scores.score_parameters order by all');
  for (const [w, date] of dates.entries()) {
    const live = Array.from({ length: 3 + w }, (_, a) => [
      `a${a}`,
      a === 1 && w === 2 ? null : { days: (17 * a * (w + 1)) % 50, mood: a % 2 === 0 ? 'glad' : 'cross' },
    ]);
    await world.build(date, Object.fromEntries(live));
    await world.score(date, [card]);
  }
  const nightly = await learnt();
  expect(nightly.length).toBe(dates.length);
  await world.session.run('drop schema build.scores cascade; drop table build.meta.score_state');
  await world.score('2026-02-02', [card]);
  expect(await learnt()).toEqual(nightly);
});

test('peers of a group are compared with their own kind', async () => {
  await world.build(FIRST, {
    a0: { days: 1, mood: 'glad' },
    a1: { days: 2, mood: 'glad' },
    a2: { days: 100, mood: 'cross' },
    a3: { days: 200, mood: 'cross' },
  });
  await world.score(FIRST, [percentileCard(7, { by: 'f.mood' })]);
  expect(await scoresOf(FIRST)).toEqual([
    ['a0', 0],
    ['a1', 100],
    ['a2', 0],
    ['a3', 100],
  ]);
});
