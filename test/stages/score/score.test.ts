import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPrng } from '../../../src/core/stats/prng.ts';
import { daysCard, healthCard } from './cards.ts';
import { type Features, ScoreWorld } from './score-world.ts';

let world: ScoreWorld;
beforeEach(async () => {
  world = await ScoreWorld.open();
});
afterEach(() => world.close());

const WEEKS = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26', '2026-02-02'];
const MOODS = ['glad', 'calm', 'cross', undefined];

/** Made-up features of some accounts; on some dates some are not there, and some have no features. */
function company(seed: number, accounts = 12): Record<string, Features | null> {
  const prng = createPrng(seed).uniform;
  const drawn: Record<string, Features | null> = {};
  for (let a = 0; a < accounts; a++) {
    const [gone, bare, nps, old, mood] = [prng(), prng(), prng(), prng(), prng()];
    const days = Math.floor(prng() * 101);
    const seats = Math.floor(prng() * 1000) / 10;
    if (gone < 0.1) continue;
    const word = MOODS[Math.floor(mood * 4)];
    drawn[`a${String(a).padStart(2, '0')}`] =
      bare < 0.1
        ? null
        : {
            days,
            seats,
            ...(nps < 0.6 ? { nps: Math.floor(nps * 100), age: old < 0.5 ? 10 : 200 } : {}),
            ...(word === undefined ? {} : { mood: word }),
          };
  }
  return drawn;
}

const addUp = () =>
  world.session.rows(`
    select scores.account_id, scores.as_of
    from build.scores.scores as scores
    left join (
      select account_id, as_of, score_name, sum(points) as points from build.scores.score_measures group by all
    ) as sums using (account_id, as_of, score_name)
    where sums.points is distinct from scores.score
      and scores.as_of in (select as_of from build.meta.score_state where is_explained)`);

describe('what is written', () => {
  test('an account with all values: score, bands, range, reasons and every line of the explanation', async () => {
    await world.build('2026-01-05', { acme: { days: 40, seats: 80, nps: 90, age: 5, mood: 'calm' } });
    const report = await world.score('2026-01-05', [healthCard()]);
    expect(report.scores).toMatchObject([
      { score: 'health', version: 3, dates: ['2026-01-05'], explained: ['2026-01-05'], rows: 1 },
    ]);
    const { scores, measures } = await world.written();
    // 0.75 * (0.6 * 40 + 0.4 * 80) + 0.25 * (0.6 * 60 + 0.4 * 90) = 42 + 18
    expect(scores).toEqual([
      {
        account_id: 'acme',
        as_of: '2026-01-05',
        score_name: 'health',
        score: 60,
        band: 'okay',
        raw_band: 'okay',
        band_reason: 'first',
        previous_band: null,
        coverage: 1,
        confidence: 'high',
        score_low: 60,
        score_high: 60,
        reason_1: 'days is only 40 (-27.0)',
        reason_2: 'mood is only calm (-6.0)',
        reason_3: 'seats is only 80 (-6.0)',
        scorecard_version: 3,
        scorecard_hash: report.scores[0]?.hash,
      },
    ]);
    const line = (dimension: string, item: string, more: object) => ({
      account_id: 'acme',
      as_of: '2026-01-05',
      score_name: 'health',
      dimension,
      item,
      kind: 'measure',
      raw_text: null,
      state: 'present',
      ...more,
    });
    expect(measures).toEqual([
      line('use', 'days', { raw_value: 40, scaled_value: 40, weight: 0.45, points: 18, max_points: 45 }),
      line('use', 'seats', { raw_value: 80, scaled_value: 80, weight: 0.3, points: 24, max_points: 30 }),
      line('voice', 'mood', {
        raw_value: null,
        raw_text: 'calm',
        scaled_value: 60,
        weight: 0.15,
        points: 9,
        max_points: 15,
      }),
      line('voice', 'nps', { raw_value: 90, scaled_value: 90, weight: 0.1, points: 9, max_points: 10 }),
    ]);
  });

  test('what is missing or stale has a line of its own, and an account without features is unknown, not zero', async () => {
    await world.build('2026-01-05', { bare: null, part: { days: 40, nps: 0, age: 200 } });
    await world.score('2026-01-05', [healthCard()]);
    const { scores, measures } = await world.written();
    expect(scores).toMatchObject([
      {
        account_id: 'bare',
        score: null,
        band: 'unknown',
        raw_band: 'unknown',
        band_reason: 'unknown',
        coverage: 0,
      },
      { account_id: 'part', score: null, band: 'unknown', coverage: 0.45, score_low: 18, score_high: 73 },
    ]);
    const states = measures.map(
      (row) => `${row['account_id']} ${row['kind']} ${row['item']} ${row['state']}`,
    );
    expect(states.filter((state) => state.startsWith('part'))).toEqual([
      'part measure days present',
      'part measure seats missing',
      'part missing seats missing',
      'part measure mood missing',
      'part missing mood missing',
      'part measure nps stale',
      'part missing nps stale',
    ]);
    expect(
      measures.filter((row) => row['account_id'] === 'bare').every((row) => row['points'] === null),
    ).toBe(true);
  });

  test('every live account is scored on every date, and the points of each explanation add up to the score', async () => {
    for (const [i, week] of WEEKS.entries()) await world.build(week, company(i, 40));
    await world.score('2026-02-02', [healthCard(), daysCard()]);
    const [missing] = await world.session.rows<{ n: number }>(`
      select count(*) as n
      from build.spine.account_as_of as spine cross join (values ('health'), ('days')) as names (score_name)
      left join build.scores.scores as scores using (account_id, as_of, score_name)
      where scores.account_id is null`);
    expect(missing?.n).toBe(0);
    expect(await addUp()).toEqual([]);
    const [lines] = await world.session.rows<{ n: number }>(
      'select count(*) as n from build.scores.score_measures',
    );
    expect(lines?.n).toBeGreaterThan(400);
  });

  test('only the dates that are read are explained: the day, and the readings a week and a month before', async () => {
    for (const week of WEEKS) await world.build(week, company(1));
    await world.build('2026-02-05', company(2));
    const report = await world.score('2026-02-05', [daysCard()]);
    expect(report.scores[0]?.explained).toEqual(['2026-01-05', '2026-01-26', '2026-02-05']);
    const rows = await world.session.rows<{ as_of: string }>(
      'select distinct cast(as_of as varchar) as as_of from build.scores.score_measures order by 1',
    );
    expect(rows.map((row) => row.as_of)).toEqual(['2026-01-05', '2026-01-26', '2026-02-05']);
    const withReason = await world.session.rows<{ as_of: string }>(
      'select distinct cast(as_of as varchar) as as_of from build.scores.scores where reason_1 is not null order by 1',
    );
    expect(withReason).toEqual(rows);
  });

  test('without a scorecard the tables are there and empty', async () => {
    await world.build('2026-01-05', company(1));
    expect(await world.score('2026-01-05', [])).toEqual({ scores: [] });
    expect(await world.written()).toEqual({ scores: [], measures: [], state: [] });
  });
});

describe('incremental is never stale', () => {
  /** What one run over everything from nothing writes. */
  const afresh = async (asOf: string, cards = [healthCard()]) => {
    await world.session.run('drop schema build.scores cascade; drop table build.meta.score_state');
    await world.score(asOf, cards);
    return world.written();
  };

  test('night after night ends where one full run ends', async () => {
    const nights = [
      '2026-01-05',
      '2026-01-07',
      '2026-01-12',
      '2026-01-16',
      '2026-01-19',
      '2026-01-26',
      '2026-01-28',
    ];
    for (const [i, night] of nights.entries()) {
      await world.build(night, company(i));
      const before = nights[i - 1];
      if (before !== undefined && !WEEKS.includes(before)) await world.unbuild(before);
      await world.score(night, [healthCard()]);
    }
    const nightly = await world.written();
    expect(nightly.scores.length).toBeGreaterThan(40);
    expect(nightly).toEqual(await afresh('2026-01-28'));
  });

  test('a second run changes nothing and says so', async () => {
    await world.build('2026-01-05', company(1));
    await world.score('2026-01-05', [healthCard()]);
    const before = await world.written();
    const report = await world.score('2026-01-05', [healthCard()]);
    expect(report.scores).toMatchObject([{ dates: [], rows: 0 }]);
    expect(world.events.at(-1)).toMatchObject({ kind: 'node_finished', node: 'health', status: 'unchanged' });
    expect(await world.written()).toEqual(before);
  });

  test('a date that was built anew is scored anew, and all readings after it, whose bands rest on it', async () => {
    for (const [i, week] of WEEKS.entries()) await world.build(week, company(i));
    await world.score('2026-02-02', [healthCard()]);
    await world.build('2026-01-19', company(77));
    const report = await world.score('2026-02-02', [healthCard()]);
    expect(report.scores[0]?.dates).toEqual(['2026-01-19', '2026-01-26', '2026-02-02']);
    expect(await world.written()).toEqual(await afresh('2026-02-02'));
  });

  test('the day between two readings is nobody else’s history', async () => {
    for (const [i, week] of WEEKS.slice(0, 3).entries()) await world.build(week, company(i));
    await world.build('2026-01-22', company(5));
    await world.score('2026-01-22', [healthCard()]);
    await world.build('2026-01-22', company(6));
    expect((await world.score('2026-01-22', [healthCard()])).scores[0]?.dates).toEqual(['2026-01-22']);
    await world.unbuild('2026-01-22');
    await world.build('2026-01-26', company(3));
    const report = await world.score('2026-01-26', [healthCard()]);
    expect(report.scores[0]?.dates).toEqual(['2026-01-26']);
    expect(await world.written()).toEqual(await afresh('2026-01-26'));
  });

  test('a changed scorecard is scored anew on all dates, the other is left alone', async () => {
    for (const [i, week] of WEEKS.slice(0, 3).entries()) await world.build(week, company(i));
    await world.score('2026-01-19', [healthCard(), daysCard()]);
    const changed = healthCard({ minimum_coverage: 0.2 });
    const report = await world.score('2026-01-19', [changed, daysCard()]);
    expect(report.scores.map(({ dates }) => dates.length)).toEqual([3, 0]);
    expect(await world.written()).toEqual(await afresh('2026-01-19', [changed, daysCard()]));
  });

  test('a scorecard that is gone leaves nothing behind', async () => {
    await world.build('2026-01-05', company(1));
    await world.score('2026-01-05', [healthCard(), daysCard()]);
    await world.score('2026-01-05', [daysCard()]);
    expect(await world.written()).toEqual(await afresh('2026-01-05', [daysCard()]));
  });

  test('an earlier day run again keeps later readings that are right', async () => {
    for (const [i, week] of WEEKS.entries()) await world.build(week, company(i));
    await world.score('2026-02-02', [healthCard()]);
    const report = await world.score('2026-01-12', [healthCard()]);
    expect(report.scores).toMatchObject([{ dates: [], explained: ['2026-01-05', '2026-01-12'] }]);
    const { state } = await world.written();
    expect(state.map((row) => row['as_of'])).toEqual(WEEKS);
    await world.build('2026-01-05', company(9));
    await world.score('2026-01-12', [healthCard()]);
    expect((await world.written()).state.map((row) => row['as_of'])).toEqual(WEEKS.slice(0, 2));
  });

  test('another calendar makes other readings, and so other bands', async () => {
    for (const [i, week] of WEEKS.entries()) await world.build(week, company(i));
    await world.score('2026-02-02', [healthCard()]);
    const monthly = { every: 'month', from: '2026-01-05' } as const;
    for (const week of WEEKS.slice(1)) await world.unbuild(week);
    await world.build('2026-02-02', company(4));
    await world.score('2026-02-02', [healthCard()], { calendar: monthly });
    const { scores } = await world.written();
    expect(new Set(scores.map((row) => row['as_of']))).toEqual(new Set(['2026-01-05', '2026-02-02']));
    await world.session.run('drop schema build.scores cascade; drop table build.meta.score_state');
    await world.score('2026-02-02', [healthCard()], { calendar: monthly });
    expect((await world.written()).scores).toEqual(scores);
  });
});

describe('bands', () => {
  const bandsOf = async (days: readonly number[], more: object) => {
    const weeks = days.map((_d, i) => `2026-01-${String(5 + 7 * i).padStart(2, '0')}`);
    for (const [i, week] of weeks.entries()) await world.build(week, { acme: { days: days[i] ?? 0 } });
    await world.score(weeks.at(-1) ?? '', [daysCard(more)]);
    const { scores } = await world.written();
    return scores.map(
      (row) =>
        `${row['score']} ${row['raw_band']} ${row['band']} ${row['band_reason']} ${row['previous_band']}`,
    );
  };

  test('change only when the score is clear of the boundary on two readings in a row', async () => {
    expect(await bandsOf([60, 49, 46, 46], { steadiness: { margin: 3, readings: 2 } })).toEqual([
      '60 okay okay first null',
      '49 poor okay within_margin okay',
      '46 poor okay awaiting okay',
      '46 poor poor changed okay',
    ]);
  });

  test('follow the score where no steadiness is asked for', async () => {
    expect(await bandsOf([60, 49], {})).toEqual(['60 okay okay first null', '49 poor poor changed okay']);
  });
});

test('the same rows on any number of threads', async () => {
  const results: unknown[] = [];
  for (const threads of [1, 2, 4]) {
    const other = await ScoreWorld.open(threads);
    for (const [i, week] of WEEKS.entries()) await other.build(week, company(i, 30));
    await other.score('2026-02-02', [healthCard()]);
    results.push(await other.written());
    other.close();
  }
  expect(results[1]).toEqual(results[0]);
  expect(results[2]).toEqual(results[0]);
});

test('a wanted date without features is refused, not a silent gap', async () => {
  await world.build('2026-01-05', company(1));
  await expect(world.score('2026-01-12', [healthCard()])).rejects.toThrow(
    /scores.health reads features.\w+, which is not built for 2026-01-12/,
  );
});

test('columns that no run has built since their models got them are refused in one', async () => {
  await world.build('2026-01-05', company(1));
  await world.session.run('alter table build.features.f drop column days');
  await world.session.run('alter table build.features.g drop column nps');
  await expect(world.score('2026-01-05', [healthCard()])).rejects.toMatchObject({
    problems: [
      {
        name: 'notBuilt',
        message: 'scores.health reads features.f.days, features.g.nps, which are not built yet',
        hint: '"+scores.health" selects everything that it needs with it',
      },
    ],
  });
});

test('a run that was stopped scores nothing', async () => {
  await world.build('2026-01-05', company(1));
  const reason = new Error('stopped');
  world.warehouse.stop(reason);
  await expect(world.score('2026-01-05', [healthCard()])).rejects.toThrow('stopped');
});

test('each dimension has its own score beside the whole one', async () => {
  await world.build('2026-01-05', {
    acme: { days: 40, seats: 80, mood: 'calm' },
    bare: { nps: 50, age: 1, mood: 'glad' },
  });
  await world.score('2026-01-05', [healthCard({ minimum_coverage: 0 })]);
  const rows = await world.session.rows(
    'select account_id, dimension_scores from build.scores.scores order by all',
  );
  // use: 0.6 * 40 + 0.4 * 80; voice: 0.6 * 60 + 0.4 * 50 (nps is neutral without an answer)
  expect(rows).toEqual([
    { account_id: 'acme', dimension_scores: [56, 56] },
    { account_id: 'bare', dimension_scores: [null, 80] },
  ]);
});

test('what another engine scored is scored anew', async () => {
  await world.build('2026-01-05', { acme: { days: 40 } });
  await world.score('2026-01-05', [daysCard()]);
  await world.session.run('alter table build.scores.scores drop column coverage');
  const again = await world.score('2026-01-05', [daysCard()], { engine: 'two' });
  expect(again.scores[0]?.dates).toEqual(['2026-01-05']);
  expect((await world.written()).scores).toMatchObject([{ account_id: 'acme', score: 40, coverage: 1 }]);
  expect((await world.score('2026-01-05', [daysCard()], { engine: 'two' })).scores[0]?.dates).toEqual([]);
});
