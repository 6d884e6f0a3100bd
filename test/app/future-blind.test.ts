import { describe, expect, test } from 'vitest';
import { check } from '../../src/app/check.ts';
import { runPipeline } from '../../src/app/run.ts';
import { overlaidProject } from '../support/overlaid-project.ts';
import { testContext } from '../support/test-context.ts';

/** A Monday of the calendar, with four weeks of data after it. */
const DAY = '2026-02-16';

/** What is planted: the column that knows the future, and an account with what it knew and what could be known. */
const LEAKS = [
  ['unbounded-window', 'logins', 'logins_14d', 'A1', '2', '1', 'staging.stg_app__logins'],
  ['known-at-ignored', 'logins', 'logins_14d', 'A2', '1', '0', 'staging.stg_app__logins'],
  [
    'resolved-too-early',
    'tickets',
    'longest_resolution_hours',
    'A1',
    '552',
    '48',
    'staging.stg_app__tickets',
  ],
  ['undated-status', 'tickets', 'open_tickets', 'A2', '1', '0', 'staging.stg_app__tickets'],
  ['plan-of-today', 'plan', 'plan', 'A1', 'pro', 'basic', 'staging.stg_crm__accounts'],
  ['rank-over-all-dates', 'login_rank', 'login_rank', 'A1', '3', '2', 'spine.account_as_of'],
] as const;

async function built(...overlays: readonly string[]) {
  const context = testContext(await overlaidProject('no-leaks', ...overlays));
  await runPipeline(context, { pipeline: 'daily', asOf: '2026-03-16' });
  return context;
}

describe('the future-blind check', () => {
  test('features that know nothing of the future pass, on one day and on a sample', async () => {
    const context = await built();
    const one = await check(context, { futureBlind: true, asOf: DAY });
    expect(one).toMatchObject({
      exitCode: 0,
      result: { future_blind: { dates: [{ asOf: DAY, accounts: 4, leaks: [] }] }, problems: [] },
    });
    expect(one.result.future_blind?.models).toHaveLength(5);
    const some = await check(context, { futureBlind: true, sample: 4 });
    expect(some.exitCode).toBe(0);
    expect(some.result.future_blind?.dates.map(({ asOf }) => asOf)).toEqual([
      '2026-02-02',
      '2026-02-16',
      '2026-03-02',
      '2026-03-16',
    ]);
  });

  test.each(LEAKS)('%s is caught', async (kind, model, column, account, everything, blind, through) => {
    const context = await built(`leak-${kind}`);
    const { exitCode, result, text } = await check(context, { futureBlind: true, asOf: DAY });
    const leaks = result.future_blind?.dates.flatMap((date) => date.leaks) ?? [];
    expect(exitCode).toBe(1);
    expect(leaks.filter((leak) => leak.model === `features.${model}`)).toEqual([
      expect.objectContaining({ column, account, everything, blind, through: [through] }),
    ]);
    expect(result.problems).toContainEqual(
      expect.objectContaining({
        name: 'futureLeak',
        file: `models/features/${model}.sql`,
        message: expect.stringContaining(`features.${model}.${column} as of ${DAY} knows the future`),
      }),
    );
    expect(text).toContain(`such as ${account}: ${everything} with everything, ${blind} with what was known`);
  });

  test('a sample catches a leak of one date too, and only the chosen models are looked at', async () => {
    const context = await built('leak-plan-of-today');
    const sampled = await check(context, { futureBlind: true });
    expect(sampled.exitCode).toBe(1);
    expect(sampled.result.problems.map(({ name }) => name)).toEqual(['futureLeak', 'provesNothing']);
    const others = await check(context, { futureBlind: true, select: 'logins' });
    expect(others).toMatchObject({ exitCode: 0, result: { future_blind: { models: ['features.logins'] } } });
  });

  test('a day after all that is known, or before anybody was live, proves nothing and says so', async () => {
    const context = await built();
    const { exitCode, result, text } = await check(context, { futureBlind: true, asOf: '2026-06-01' });
    expect(exitCode).toBe(0);
    expect(result.problems).toMatchObject([{ name: 'provesNothing', severity: 'warning' }]);
    expect(text).toContain('2026-06-01 proves nothing about the future: nothing is known later');
    const early = await check(context, { futureBlind: true, asOf: '2025-06-01' });
    expect(early.text).toContain('2025-06-01 proves nothing about the future: no account was live');
  });

  test('before the first run there is nothing to look at', async () => {
    const context = testContext(await overlaidProject('no-leaks'));
    await expect(check(context, { futureBlind: true })).rejects.toMatchObject({
      problems: [{ name: 'nothingLoaded' }],
    });
    await expect(check(context, { asOf: DAY })).rejects.toMatchObject({ problems: [{ name: 'usage' }] });
  });
});
