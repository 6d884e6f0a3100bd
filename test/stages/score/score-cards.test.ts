import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { daysCard, healthCard } from './cards.ts';
import { ScoreWorld } from './score-world.ts';

let world: ScoreWorld;
beforeEach(async () => {
  world = await ScoreWorld.open();
});
afterEach(() => world.close());

const written = async () => {
  const { scores, measures } = await world.written();
  return {
    scores: scores.map((row) => `${row['account_id']} ${row['score']} ${row['band']} ${row['band_reason']}`),
    lines: measures.map((row) => `${row['account_id']} ${row['kind']} ${row['item']} ${row['points']}`),
    reasons: scores.map((row) => row['reason_1']),
  };
};

describe('a scorecard with variants', () => {
  const card = healthCard({
    variants: [
      {
        name: 'cross',
        when: [{ feature: 'f.mood', one_of: ['cross'] }],
        without: ['voice'],
        weights: { use: 1, days: 0.5, seats: 0.5 },
        bands: [
          { name: 'poor', from: 0, meaning: 'Bad.' },
          { name: 'fair', from: 40, meaning: 'So so.' },
          { name: 'good', from: 90, meaning: 'Fine.' },
        ],
      },
    ],
  });

  test('scores, bands and explains every account by the card that counts for it', async () => {
    await world.build('2026-01-05', {
      calm: { days: 40, seats: 80, nps: 90, age: 5, mood: 'calm' },
      cross: { days: 40, seats: 80, nps: 90, age: 5, mood: 'cross' },
    });
    await world.score('2026-01-05', [card]);
    expect(await written()).toEqual({
      scores: ['calm 60 okay first', 'cross 60 fair first'],
      lines: [
        'calm measure days 18',
        'calm measure seats 24',
        'calm measure mood 9',
        'calm measure nps 9',
        'cross measure days 20',
        'cross measure seats 40',
      ],
      reasons: ['days is only 40 (-27.0)', 'days is only 40 (-30.0)'],
    });
    const weights = await world.session.rows(
      "select account_id, item, weight, raw_value from build.scores.score_measures where item = 'days' order by all",
    );
    expect(weights).toEqual([
      { account_id: 'calm', item: 'days', weight: 0.45, raw_value: 40 },
      { account_id: 'cross', item: 'days', weight: 0.5, raw_value: 40 },
    ]);
  });

  test('an account that changes over to a variant brings its readings along', async () => {
    await world.build('2026-01-05', { acme: { days: 45, seats: 45, nps: 45, age: 5, mood: 'calm' } });
    await world.build('2026-01-12', { acme: { days: 45, seats: 45, nps: 45, age: 5, mood: 'cross' } });
    await world.score('2026-01-12', [card]);
    const { scores } = await world.written();
    // On the 5th, with mood 60: 0.75 * 45 + 0.25 * (36 + 18) = 47.25, poor; on the 12th 45, fair by the variant's bands.
    expect(
      scores.map((row) => [row['score'], row['band'], row['previous_band'], row['band_reason']]),
    ).toEqual([
      [47.25, 'poor', null, 'first'],
      [45, 'fair', 'fair', 'steady'],
    ]);
  });
});

describe('rules and overrides', () => {
  const card = daysCard({
    steadiness: { margin: 5, readings: 3 },
    rules: [{ name: 'silent', when: [{ feature: 'f.seats', at_most: 0 }], cap: 20, reason: 'Nobody there.' }],
    override: { score: 'g.nps', author: 'f.mood', reason: 'f.mood' },
  });

  test('stand in the explanation with their points, and move the band at once', async () => {
    await world.build('2026-01-05', { acme: { days: 90, seats: 3 }, boss: { days: 90, seats: 3 } });
    await world.build('2026-01-12', {
      acme: { days: 90, seats: 0 },
      boss: { days: 90, seats: 3, nps: 30, mood: 'Ann' },
    });
    await world.score('2026-01-12', [card]);
    const { scores, lines, reasons } = await written();
    expect(scores).toEqual([
      'acme 90 good first',
      'acme 20 poor decided',
      'boss 90 good first',
      'boss 30 poor decided',
    ]);
    expect(lines.filter((line) => /rule|override/.test(line))).toEqual([
      'acme rule silent -70',
      'boss override override -60',
    ]);
    expect(reasons).toContain('Nobody there. (-70.0)');
    expect(reasons).toContain('Set by hand by Ann: Ann (-60.0)');
  });

  test('what was decided before is remembered from one run to the next', async () => {
    const nights = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'];
    for (const [i, night] of nights.entries()) {
      await world.build(night, { acme: { days: 90, seats: i === 1 ? 0 : 3 } });
      await world.score(night, [card]);
    }
    const nightly = await written();
    expect(nightly.scores.slice(1)).toEqual([
      'acme 20 poor decided',
      'acme 90 poor awaiting',
      'acme 90 poor awaiting',
    ]);
    await world.session.run('drop schema build.scores cascade; drop table build.meta.score_state');
    await world.score('2026-01-26', [card]);
    expect(await written()).toEqual(nightly);
  });
});
