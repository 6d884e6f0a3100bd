import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HoldfastError } from '../../../src/errors.ts';
import { smallProject } from '../../support/small-project.ts';
import { openTransformWorld, type TransformWorld } from './transform-world.ts';

let world: TransformWorld;

beforeEach(async () => {
  world = await openTransformWorld();
  await world.use(2, 'a1', '2026-01-06 10:00:00');
});

afterEach(() => world.close());

const STAGED = ['staging.stg_app__accounts', 'staging.stg_app__usage'];
const ROLLUPS = ['intermediate.int_lifetimes', 'intermediate.int_usage_days'];
const FEATURES = ['features.usage', 'features.profile'];

async function refused(run: Promise<unknown>): Promise<readonly (string | undefined)[]> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(HoldfastError);
  const { problems, exitCode } = error as HoldfastError;
  return [String(exitCode), ...problems.flatMap(({ message, hint }) => [message, hint])];
}

test('only what is selected is built and checked', async () => {
  await world.run('2026-01-12');
  await world.use(3, 'a2', '2026-01-07 10:00:00');
  const report = await world.run('2026-01-12', {}, ['intermediate.int_usage_days']);
  expect(report.nodes.map(({ relation, status }) => [relation, status])).toEqual([
    ['intermediate.int_usage_days', 'success'],
  ]);
  expect(report.dates).toEqual([]);
});

describe('what is selected and reads something that is not there is refused', () => {
  test('a table that was never built', async () => {
    expect(await refused(world.run('2026-01-12', {}, ['features.usage']))).toEqual([
      '64',
      'features.usage reads intermediate.int_usage_days, which is not built yet',
      '"+features.usage" selects everything that it needs with it',
      'features.usage reads intermediate.int_lifetimes, which is not built yet',
      '"+features.usage" selects everything that it needs with it',
    ]);
  });

  test('a feature that was not built for the date', async () => {
    await world.run('2026-01-12');
    expect(await refused(world.run('2026-01-14', {}, ['features.profile']))).toEqual([
      '64',
      'features.profile reads features.usage, which is not built for 2026-01-14',
      '"+features.profile" selects everything that it needs with it',
    ]);
  });
});

test('what was built from a stale table is built again with that table', async () => {
  await world.run('2026-01-12');
  await world.use(3, 'a2', '2026-01-07 10:00:00');
  await world.run('2026-01-12', {}, ['features.usage']);
  const stale = await world.usage();
  const report = await world.run('2026-01-12');
  expect(report.dates).toEqual(['2026-01-12']);
  expect(await world.usage()).not.toEqual(stale);
});

test('also where the stale table stands for other SQL than today', async () => {
  const rollup = smallProject['models/intermediate/int_usage_days.sql'] ?? '';
  const twice = { 'models/intermediate/int_usage_days.sql': rollup.replace('count(*)', '2 * count(*)') };
  await world.run('2026-01-12');
  await world.run('2026-01-12', twice, ['features.usage']);
  await world.run('2026-01-12', twice);
  expect((await world.usage()).map((row) => row['events_28d'])).toContain(2);
});

describe('nothing is ever stale', () => {
  const rollup = smallProject['models/intermediate/int_usage_days.sql'] ?? '';
  const usage = smallProject['models/features/usage.sql'] ?? '';
  const VARIANTS: readonly Record<string, string>[] = [
    {},
    { 'models/intermediate/int_usage_days.sql': rollup.replace('count(*)', '3 * count(*)') },
    { 'models/features/usage.sql': usage.replace("'28' day", "'3' day") },
    {
      'models/staging/app/stg_app__usage.sql':
        "select event_id, account_id, happened_at, _known_at as known_at from raw.app__usage where account_id <> 'a0'",
    },
  ];
  const DAYS = ['2026-01-07', '2026-01-12', '2026-01-14', '2026-01-19'];
  const arrival = fc.record({
    account: fc.constantFrom('a0', 'a1', 'a2'),
    happened: fc.integer({ min: 2, max: 18 }),
    late: fc.integer({ min: 0, max: 10 }),
  });
  const step = fc.record({
    arrival: fc.option(arrival, { freq: 2 }),
    variant: fc.nat(VARIANTS.length - 1),
    day: fc.constantFrom(...DAYS),
    selected: fc.option(fc.subarray([...STAGED, ...ROLLUPS, ...FEATURES], { minLength: 1 }), { freq: 4 }),
  });
  const ts = (day: number) => `2026-01-${String(day).padStart(2, '0')} 08:00:00`;

  const content = async ({ warehouse }: TransformWorld) =>
    Promise.all(
      ['features.usage', 'features.profile', 'spine.account_as_of', 'intermediate.int_usage_days'].map(
        (relation) => warehouse.rows(`select * from build.${relation} order by all`),
      ),
    );

  test('any runs, selected or not, and then a whole one end where one build from scratch ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 5 }),
        fc.nat(VARIANTS.length - 1),
        async (steps, last) => {
          const stepwise = await openTransformWorld();
          const scratch = await openTransformWorld();
          try {
            for (const [i, { arrival: came, variant, day, selected }] of steps.entries()) {
              if (came) {
                const { account, happened, late } = came;
                for (const one of [stepwise, scratch])
                  await one.use(2 + i, account, ts(happened), ts(happened + late));
              }
              await stepwise.run(day, VARIANTS[variant], selected ?? undefined).catch((error: unknown) => {
                if (!(error instanceof HoldfastError) || error.exitCode !== 64) throw error;
              });
            }
            await stepwise.run('2026-01-19', VARIANTS[last]);
            await scratch.run('2026-01-19', VARIANTS[last]);
            expect(await content(stepwise)).toEqual(await content(scratch));
          } finally {
            await stepwise.close();
            await scratch.close();
          }
        },
      ),
      {
        seed: Number(process.env['SELECTED_SEED'] ?? 5),
        numRuns: Number(process.env['SELECTED_RUNS'] ?? 6),
      },
    );
  }, 120_000);
});
