import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HORIZONS } from '../../../src/core/backtest/pick-readings.ts';
import { HoldfastError } from '../../../src/errors.ts';
import { daysCard, healthCard } from '../score/cards.ts';
import { BacktestWorld, type Decision } from './backtest-world.ts';

let world: BacktestWorld;
beforeEach(async () => {
  world = await BacktestWorld.open();
});
afterEach(() => world.close());

const name = (a: number) => `a${String(a).padStart(2, '0')}`;

/** Accounts 0 to 11 churn with days 20, 23, ..., 53; 12 to 23 renew with 40, 43, ..., 73: AUC 129/144 on any day. */
const DAYS = 'case when a < 12 then 20 + 3 * a else 40 + 3 * (a - 12) end';
const twoDozen: readonly Decision[] = Array.from({ length: 24 }, (_, a) => ({
  account: name(a),
  outcome: a < 12 ? 'churned' : (['renewed', 'expanded', 'contracted'][a % 3] ?? 'renewed'),
}));

describe('two dozen decisions, by hand', () => {
  beforeEach(async () => {
    await world.build(24, '2026-01-05', { days: DAYS });
    await world.decide(...twoDozen);
  });

  test('the report: a verdict, the headline, every horizon', async () => {
    const report = await world.study('2026-01-05', [daysCard()]);
    expect(report).toMatchObject({ asOf: '2026-01-05', headlineHorizon: 90, decisions: 24 });
    expect(report.verdict).toMatch(/^days separates: AUC 0\.896 .* at 90 days from 24 decisions, 12 churned/);
    const [study] = report.scores;
    expect(study?.headline.horizon).toBe(90);
    expect(study?.headline.aucByAccount?.ci).not.toBeNull();
    expect(study?.horizons.map(({ horizon }) => horizon)).toEqual([...HORIZONS]);
    for (const { auc } of study?.horizons ?? []) expect(auc.value).toBeCloseTo(129 / 144, 12);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test('warns of what tells churned from renewed without a fault, and of nothing that only ranks well', async () => {
    const problems = () => world.told.flatMap((event) => (event.kind === 'problem' ? [event.problem] : []));
    await world.study('2026-01-05', [daysCard()]);
    expect(problems()).toEqual([]);
    await world.build(24, '2026-01-05', { days: 'case when a < 12 then 20 else 60 end + a % 5' });
    await world.study('2026-01-05', [daysCard()]);
    expect(problems()).not.toEqual([]);
    expect(problems()[0]).toMatchObject({
      name: 'tooGoodToBeTrue',
      severity: 'warning',
      file: 'models/scores/days.yml',
      message: 'days: too good to be true: days tells churned from renewed without a fault',
    });
  });

  test('the metrics: figures with their intervals, n and reasons', async () => {
    await world.study('2026-01-05', [daysCard()]);
    const [auc] = await world.metrics("subject_kind = 'score' and statistic = 'auc' and horizon_days = 90");
    expect(auc).toMatchObject({
      score_name: 'days',
      as_of: '2026-01-05',
      segment: null,
      n: 24,
      n1: 12,
      n0: 12,
    });
    expect(auc?.['value']).toBeCloseTo(129 / 144, 12);
    const bands = await world.metrics("statistic = 'churn_rate' and horizon_days = 30");
    expect(bands.map((row) => [row['subject'], row['value'], row['reason']])).toEqual([
      ['good', null, 'no rows'],
      ['okay', 0.2, null],
      ['poor', 10 / 14, null],
    ]);
    const [measure] = await world.metrics(
      "subject_kind = 'measure' and statistic = 'auc' and horizon_days = 180",
    );
    expect(measure).toMatchObject({ subject: 'days', n: 24 });
    expect(measure?.['q_value']).toBeLessThan(0.05);
  });

  test('a second study of the day replaces the first, another day stands beside it', async () => {
    await world.study('2026-01-05', [daysCard()]);
    const once = await world.metrics();
    await world.backtest('2026-01-05', [daysCard()]);
    expect(await world.metrics()).toEqual(once);
    await world.study('2025-12-29', [daysCard()]);
    expect((await world.metrics()).length).toBe(2 * once.length);
  });

  test('a scorecard that is gone has no figures and no readings on the day', async () => {
    await world.study('2026-01-05', [daysCard(), healthCard({ minimum_coverage: 0.3 })]);
    await world.study('2026-01-05', [daysCard()]);
    expect(new Set((await world.metrics()).map((row) => row['score_name']))).toEqual(new Set(['days']));
    const readings = 'select distinct score_name from build.backtest.readings';
    expect(await world.scores.session.rows(readings)).toEqual([{ score_name: 'days' }]);
  });

  test('segments: a figure where ten of each were decided, else a reason', async () => {
    await world.scores.session.run(`update intermediate.decisions set segment =
      case when account_id in ('a00', 'a23') then 'large' when account_id = 'a01' then null else 'small' end`);
    await world.study('2026-01-05', [daysCard()]);
    const rows = await world.metrics('segment is not null and horizon_days = 90');
    expect(rows.map((row) => [row['segment'], row['n'], row['reason']])).toEqual([
      ['large', 2, 'insufficient (1 churned, 1 renewed, need 10 of each)'],
      ['small', 21, null],
    ]);
  });
});

describe('decisions that do not count', () => {
  test('are counted by reason, and add up to all decisions at every horizon', async () => {
    await world.build(24, '2026-01-05', { days: `case when account_id = 'a23' then null else ${DAYS} end` });
    await world.decide(
      ...twoDozen,
      { account: 'a00', id: 'open', outcome: 'open', known: null },
      { account: 'a00', id: 'not known yet', known: '2026-01-05 00:00:00' },
      { account: 'a01', id: 'too early', start: '2024-03-01', date: '2025-03-01' },
      { account: 'a02', id: 'short term', start: '2025-09-20' },
      { account: 'a03', id: 'notice', outcome: 'churned', known: '2025-09-01 12:00:00' },
      { account: 'zz', id: 'left before', outcome: 'churned' },
    );
    const report = await world.study('2026-01-05', [daysCard()]);
    const counts = (horizon: number) => {
      const found = report.scores[0]?.horizons.find((study) => study.horizon === horizon)?.decisions;
      const { open, before_calendar, horizon_before_term, outcome_already_known, not_live, no_score } =
        found?.leftOut ?? ({} as Record<string, number>);
      return [
        found?.counted,
        open,
        before_calendar,
        horizon_before_term,
        outcome_already_known,
        not_live,
        no_score,
      ];
    };
    expect(report.decisions).toBe(30);
    // The readings: 2025-10-27, 2025-09-29, 2025-09-01, ... The early one would be read on 2025-01-27, then before the calendar.
    expect(counts(30)).toEqual([25, 2, 0, 0, 1, 1, 1]);
    expect(counts(60)).toEqual([24, 2, 1, 0, 1, 1, 1]);
    expect(counts(90)).toEqual([24, 2, 1, 1, 0, 1, 1]);
    expect(counts(180)).toEqual([24, 2, 1, 1, 0, 1, 1]);
    for (const { decisions } of report.scores[0]?.horizons ?? []) {
      const leftOut = Object.values(decisions.leftOut).reduce((sum, n) => sum + n, 0);
      expect(decisions.counted + leftOut).toBe(30);
    }
    const rows = await world.metrics("subject_kind = 'decision_count' and horizon_days = 90");
    expect(rows.map((row) => row['value']).reduce((sum: number, n) => sum + Number(n), 0)).toBe(30);
  });

  test('nothing is said where nothing was decided', async () => {
    await world.build(2, '2026-01-05', { days: '50' });
    const report = await world.study('2026-01-05', [daysCard()]);
    expect(report.verdict).toBe(
      'too few decisions to judge days at 90 days: insufficient (0 churned, 0 renewed, need 10 of each)',
    );
  });

  test.each([
    [
      'without term_start or decision_date',
      { account: 'a00', date: '2025-12-01', id: 'x' },
      'term_start = null',
    ],
    ['with an outcome other than', { account: 'a00', outcome: 'lost', id: 'x' }, 'segment = null'],
    ['without outcome_known_at', { account: 'a00', known: null, id: 'x' }, 'segment = null'],
    [
      'with a decision_date before their term_start',
      { account: 'a00', start: '2026-12-01', id: 'x' },
      'segment = null',
    ],
  ])('a decision %s is refused', async (detail, decision, change) => {
    await world.build(1, '2026-01-05', { days: '50' });
    await world.decide(decision);
    await world.scores.session.run(`update intermediate.decisions set ${change}`);
    const error = await world.study('2026-01-05', [daysCard()]).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(HoldfastError);
    expect((error as HoldfastError).problems).toMatchObject([{ name: 'decisionsInvalid' }]);
    expect((error as Error).message).toContain(detail);
    expect((error as Error).message).toContain('such as x');
  });

  test('two decisions with one id are refused', async () => {
    await world.build(1, '2026-01-05', { days: '50' });
    await world.decide({ account: 'a00', id: 'x' }, { account: 'a00', id: 'x' });
    await expect(world.study('2026-01-05', [daysCard()])).rejects.toThrow('with the decision_id of another');
  });
});

describe('the future', () => {
  const studied = async () => {
    await world.study('2026-01-05', [daysCard()]);
    // What speaks of tonight's accounts, and of how they have drifted, is no part of the study.
    return world.metrics("statistic not in ('renewal_probability', 'psi')");
  };

  test('changes nothing: features and scores after the outcome was known', async () => {
    await world.build(24, '2026-01-05', { days: DAYS });
    await world.decide(...twoDozen);
    const before = await studied();
    await world.build(24, '2026-01-05', { days: 'case when a < 12 then 0 else 100 end', from: '2025-11-03' });
    expect(await studied()).toEqual(before);
    const [planted] = await world.scores.session.rows<{ score: number }>(
      "select score from build.scores.scores where account_id = 'a11' and as_of = date '2025-12-01'",
    );
    expect(planted?.score).toBe(0);
  });

  test('changes nothing: decisions that became known later', async () => {
    await world.build(24, '2026-01-05', { days: DAYS });
    await world.decide(...twoDozen);
    const before = await studied();
    await world.decide(
      ...twoDozen.map(({ account }, a) => ({
        account,
        id: `later ${account}`,
        date: '2026-01-04',
        outcome: a < 12 ? 'renewed' : 'churned',
        known: '2026-01-05 08:00:00',
      })),
    );
    const counts = (rows: Awaited<ReturnType<typeof studied>>) =>
      rows.filter((row) => row['subject_kind'] !== 'decision_count');
    expect(counts(await studied())).toEqual(counts(before));
  });

  test('a reading before notice counts, one after it does not, whatever the horizon', async () => {
    await world.build(24, '2026-01-05', { days: DAYS });
    await world.decide(...twoDozen.map((each) => ({ ...each, known: '2025-09-15 10:00:00' })));
    const report = await world.study('2026-01-05', [daysCard()]);
    const counted = report.scores[0]?.horizons.map(({ horizon, decisions }) => [horizon, decisions.counted]);
    expect(counted).toEqual([
      [30, 0],
      [60, 0],
      [90, 24],
      [120, 24],
      [150, 24],
      [180, 24],
    ]);
  });
});

describe('measures', () => {
  const noise = (seed: number) => `(hash(a, ${seed}) % 1000) / 10.0`;

  test('one that moves with renewal passes, noise does not, and what is missing is counted', async () => {
    await world.build(60, '2026-01-05', {
      days: 'case when a % 4 = 0 then 10 + a // 2 else 30 + a end',
      seats: `case when a < 5 then null else ${noise(4)} end`,
    });
    await world.decide(
      ...Array.from({ length: 60 }, (_, a) => ({
        account: name(a),
        outcome: a % 4 === 0 ? 'churned' : 'renewed',
      })),
    );
    const report = await world.study('2026-01-05', [healthCard({ minimum_coverage: 0.3 })]);
    const found = report.scores[0]?.headline.measures ?? [];
    const verdicts = found.map(({ measure, missing, q }) => [measure, missing, q === null ? null : q < 0.05]);
    expect(verdicts).toEqual([
      ['days', 0, true],
      ['mood', 60, null],
      ['nps', 60, null],
      ['seats', 5, false],
    ]);
  });
});

test('a stored score that its features do not give is a defect', async () => {
  await world.build(24, '2026-01-05', { days: DAYS });
  await world.decide(...twoDozen);
  await world.study('2026-01-05', [daysCard()]);
  await world.scores.session.run("update build.scores.scores set score = 99 where account_id = 'a07'");
  await expect(world.backtest('2026-01-05', [daysCard()])).rejects.toThrow(
    /score of a07 is not what its features give/,
  );
});

describe('the proof', () => {
  beforeEach(async () => {
    await world.build(24, '2026-01-05', { days: DAYS });
    await world.decide(...twoDozen);
  });

  test('planted leaks come through nowhere, and the churned were warned of for as long as their term was seen', async () => {
    const [study] = (await world.study('2026-01-05', [daysCard()])).scores;
    expect(study?.proof.canaries.map(({ canary, passed }) => [canary, passed])).toEqual([
      ['future_row', true],
      ['post_decision_column', true],
      ['shuffled_labels', true],
    ]);
    const { leadTimes } = study?.proof ?? {};
    // The calendar's first reading is 2025-01-06, 329 days before the decisions.
    expect(leadTimes).toMatchObject({ threshold: 80, median: { value: 329, n: 12 }, neverFlagged: 0 });
  });

  test('two churned contracts of one account that end on one day are warned of apart', async () => {
    await world.decide({ id: 'second', account: 'a00', outcome: 'churned', start: '2025-06-01' });
    const [study] = (await world.study('2026-01-05', [daysCard()])).scores;
    const leads = study?.proof.leadTimes.accounts.filter(({ account }) => account === 'a00');
    // The second contract's first reading is 2025-06-02, 182 days before its decision.
    expect(leads?.map(({ days }) => days).sort()).toEqual([182, 329]);
  });

  test('what the future brings after the outcome lengthens no warning', async () => {
    const leads = async () =>
      (await world.study('2026-01-05', [daysCard()])).scores[0]?.proof.leadTimes.accounts.map(
        ({ days }) => days,
      );
    const before = await leads();
    await world.build(24, '2026-01-05', { days: '100', from: '2025-12-08' });
    expect(await leads()).toEqual(before);
  });

  test('the readings are kept, and the next version is set beside those that were published', async () => {
    const { session } = world.scores;
    await world.study('2026-01-05', [daysCard()]);
    const [kept] = await session.rows(
      'select count(*) as n, count(distinct decision_id) as ids, min(score) as least from build.backtest.readings',
    );
    expect(kept).toMatchObject({ n: 24, ids: 24, least: 20 });
    await session.run('insert into build.backtest.published_readings select * from build.backtest.readings');
    const worse = (measure: object) =>
      daysCard({
        version: 2,
        gates: { not_worse: {} },
        dimensions: [
          {
            ...daysCard().dimensions[0],
            measures: [{ ...daysCard().dimensions[0]?.measures[0], ...measure }],
          },
        ],
      });
    const judge = async (card: ReturnType<typeof worse>) =>
      (await world.study('2026-01-05', [card])).scores[0]?.proof.gates[0];
    const turned = { direction: 'lower_is_better', normalise: { type: 'linear', worst: 100, best: 0 } };
    expect(await judge(worse(turned))).toMatchObject({ gate: 'not_worse', status: 'failed' });
    expect(await judge(worse({ reason: 'said otherwise' }))).toMatchObject({
      status: 'passed',
      figure: { value: 0 },
    });
    // Its rows say what follows from the inputs: what a target holds is not among them.
    expect(await world.metrics("subject_kind = 'gate'")).toEqual([]);
  });

  test('gates are no part of what a score is: they ask for no new scores', async () => {
    const [before] = (await world.study('2026-01-05', [daysCard()])).scores;
    const [after] = (await world.study('2026-01-05', [daysCard({ gates: { good_share: {} } })])).scores;
    expect(after?.hash).toBe(before?.hash);
    expect(after?.proof.gates).toMatchObject([
      { gate: 'good_share', status: 'passed', figure: { value: 0, n: 24 } },
    ]);
  });
});

test('a card that goes by its peers is judged by what it had learnt on each day', async () => {
  await world.build(24, '2026-01-05', { days: `${DAYS} + extract(month from as_of)` });
  await world.decide(...twoDozen);
  const [measure] = daysCard().dimensions[0]?.measures ?? [];
  const dimensions = [
    { ...daysCard().dimensions[0], measures: [{ ...measure, normalise: { type: 'percentile' } }] },
  ];
  const report = await world.study('2026-01-05', [daysCard({ dimensions })]);
  expect(report.scores[0]?.headline.auc.value).toBeCloseTo(129 / 144, 9);
});

test('the same bits on any number of threads', async () => {
  const results: unknown[] = [];
  for (const threads of [1, 2, 4]) {
    const other = await BacktestWorld.open(threads);
    await other.build(48, '2026-01-05', {
      days: '(hash(a, 1) % 80) + case when a % 4 = 0 then 0 else 20 end',
    });
    await other.decide(
      ...Array.from({ length: 48 }, (_, a) => ({
        account: name(a),
        id: String((a * 29) % 48),
        outcome: a % 4 === 0 ? 'churned' : 'renewed',
      })),
    );
    const report = await other.study('2026-01-05', [daysCard()]);
    results.push({ report, metrics: await other.metrics() });
    other.close();
  }
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
});
