import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { daysCard, healthCard } from '../score/cards.ts';
import { BacktestWorld } from './backtest-world.ts';

const DAYS = 'case when a < 12 then 20 + 3 * a else 40 + 3 * (a - 12) end';
const [DAY, WEEK_AFTER] = ['2026-01-05', '2026-01-12'];
/** An AUC that nobody finds: it shows that a study was kept and not made again. */
const PLANTED = 0.123;

let world: BacktestWorld;
beforeAll(async () => {
  world = await BacktestWorld.open();
  await world.build(24, WEEK_AFTER, { days: DAYS });
  for (let a = 0; a < 24; a += 1)
    await world.decide({
      account: `a${String(a).padStart(2, '0')}`,
      outcome: a < 12 ? 'churned' : 'renewed',
    });
});
afterAll(() => world.close());

async function plant(): Promise<void> {
  const { session } = world.scores;
  const rows = await session.rows<{ study: string; horizon_days: number }>(
    'select study, horizon_days from build.meta.past_studies',
  );
  expect(rows).not.toHaveLength(0);
  for (const { study, horizon_days } of rows) {
    const kept = JSON.parse(study);
    kept.horizon.auc.value = PLANTED;
    await session.run('update build.meta.past_studies set study = $1 where horizon_days = $2', [
      JSON.stringify(kept),
      horizon_days,
    ]);
  }
}

/** At how many of the six horizons the planted figure shows. */
async function keptHorizons(): Promise<number> {
  const aucs = await world.metrics("subject_kind = 'score' and statistic = 'auc' and segment is null");
  return aucs.filter(({ value }) => value === PLANTED).length;
}

describe('a study that was planted with a wrong figure', () => {
  beforeAll(async () => {
    await world.study(DAY, [daysCard()]);
    await plant();
    await world.scores.session.run(`create table planted as from build.meta.past_studies;
      create table decided as from intermediate.decisions`);
  });
  beforeEach(async () => {
    await world.scores.session.run(`delete from build.backtest.metrics;
      create or replace table build.meta.past_studies as from planted;
      create or replace table intermediate.decisions as from decided`);
  });

  test('shows: nothing has changed, neither on the day itself nor a week without decisions later', async () => {
    await world.backtest(DAY, [daysCard()]);
    expect(await keptHorizons()).toBe(6);
    await world.scores.session.run('delete from build.backtest.metrics');
    await world.study(WEEK_AFTER, [daysCard()]);
    expect(await keptHorizons()).toBe(6);
  });

  test('shows: decisions that are open, unknown yet or of an account that was not live count for nothing', async () => {
    await world.decide(
      { account: 'a00', date: '2026-06-01', outcome: 'open', known: null },
      { account: 'a01', date: '2026-01-01', outcome: 'churned', known: `${DAY} 00:00:00` },
      { account: 'a98', date: '2026-01-01', outcome: 'churned' },
    );
    await world.backtest(DAY, [daysCard()]);
    expect(await keptHorizons()).toBe(6);
    const [counted, open, notLive] = await Promise.all(
      ['counted', 'open', 'not_live'].map(async (subject) => {
        const where = `subject_kind = 'decision_count' and horizon_days = 90 and subject = '${subject}'`;
        return (await world.metrics(where))[0];
      }),
    );
    expect([counted, open, notLive].map((row) => row?.['value'])).toEqual([24, 2, 1]);
  });

  const set = (change: string) => async () => {
    await world.scores.session.run(`update intermediate.decisions set ${change}`);
  };
  test.each<[what: string, horizons: number, change: () => Promise<void>]>([
    ['a new decision', 6, () => world.decide({ account: 'a03', start: '2025-01-01', date: '2026-01-02' })],
    ['an outcome', 6, set("outcome = 'renewed' where account_id = 'a00'")],
    ['a day of decision', 6, set("decision_date = date '2025-12-02' where account_id = 'a00'")],
    [
      'when an outcome was known',
      6,
      set("outcome_known_at = timestamp '2025-12-02' where account_id = 'a00'"),
    ],
    [
      'an outcome that was known before some horizons',
      6,
      set("outcome_known_at = timestamp '2025-08-20' where account_id = 'a00'"),
    ],
    ['a term that begins later', 3, set("term_start = date '2025-08-01' where account_id = 'a00'")],
    ['money before', 6, set("arr_before_cents = 101 where account_id = 'a00'")],
    ['money after', 6, set("arr_after_cents = 99 where account_id = 'a13'")],
    ['a segment', 6, set("segment = 'smb' where account_id = 'a00'")],
    ['whose decision it was', 6, set("account_id = 'a01' where account_id = 'a00'")],
    ['a decision that is gone', 6, set("outcome = 'open' where account_id = 'a00'")],
  ])('is gone after a change of %s', async (_what, horizons, change) => {
    await change();
    await world.backtest(DAY, [daysCard()]);
    expect(6 - (await keptHorizons())).toBe(horizons);
  });

  test('is gone with another engine, and with what was kept', async () => {
    await world.backtest(DAY, [daysCard()], 'two');
    expect(await keptHorizons()).toBe(0);
    await plant();
    await world.scores.session.run('delete from build.meta.past_studies');
    await world.backtest(DAY, [daysCard()], 'two');
    expect(await keptHorizons()).toBe(0);
  });

  test('is gone where a reading that decisions use has changed, and there alone', async () => {
    // The reading at 90 days before 1 December: none of the others.
    const reading = "as_of = date '2025-09-01'";
    await world.scores.session.run(`update build.features.f set days = days + 1 where ${reading}`);
    await world.scores.session.run(
      `update build.meta.as_of_state set sequence = (select max(sequence) + 1 from build.meta.as_of_state)
       where ${reading} and relation = 'features.f'`,
    );
    await world.study(DAY, [daysCard()]);
    expect(await keptHorizons()).toBe(5);
  });

  test('is gone with another scorecard', async () => {
    const card = daysCard();
    const bands = card.bands.map((band, i) => (i === 1 ? { ...band, from: band.from + 5 } : band));
    await world.study(DAY, [{ ...card, bands }]);
    expect(await keptHorizons()).toBe(0);
  });

  test('is forgotten with its scorecard', async () => {
    await world.study(DAY, [healthCard()]);
    const { session } = world.scores;
    expect(await session.rows('select distinct score_name from build.meta.past_studies')).toEqual([
      { score_name: 'health' },
    ]);
  });
});

test('figures that were kept are, to the byte, those that are found anew', async () => {
  const bytes = async () => JSON.stringify(await world.metrics());
  const first = await world.study(WEEK_AFTER, [daysCard(), healthCard()]);
  const found = await bytes();
  const again = await world.backtest(WEEK_AFTER, [daysCard(), healthCard()]);
  expect(await bytes()).toBe(found);
  expect(JSON.stringify(again)).toBe(JSON.stringify(first));
  await world.scores.session.run('delete from build.meta.past_studies');
  await world.backtest(WEEK_AFTER, [daysCard(), healthCard()]);
  expect(await bytes()).toBe(found);
});
