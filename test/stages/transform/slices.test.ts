import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallProject } from '../../support/small-project.ts';
import { openTransformWorld, type TransformWorld } from './transform-world.ts';

const PROFILE = smallProject['models/features/profile.sql'] ?? '';
const PROFILE_YML = smallProject['models/features/profile.yml'] ?? '';

/** A feature that tells how many dates of another it could see while it was built. */
const counting = {
  'models/features/profile.sql': PROFILE.replace(
    'usage.events_28d > 0 as is_active,',
    'usage.events_28d > 0 as is_active,\n  (select count(distinct seen.as_of) from features.usage as seen) as dates_seen,',
  ),
  'models/features/profile.yml': `${PROFILE_YML}  - { name: dates_seen, type: bigint, description: Dates. }\n`,
};

let world: TransformWorld;

beforeEach(async () => {
  world = await openTransformWorld();
  await world.use(2, 'a1', '2026-01-06 10:00:00');
});

afterEach(() => world.close());

const seen = () =>
  world.warehouse.rows(
    'select distinct cast(as_of as varchar) as as_of, dates_seen from build.features.profile order by all',
  );

test('while a feature is built, what it reads of another is its slice and not every date that stands', async () => {
  await world.run('2026-01-12', counting);
  expect(await seen()).toEqual([
    { as_of: '2026-01-05', dates_seen: 2 },
    { as_of: '2026-01-12', dates_seen: 2 },
  ]);
  await world.run('2026-01-19', counting);
  expect(await seen()).toEqual([
    { as_of: '2026-01-05', dates_seen: 2 },
    { as_of: '2026-01-12', dates_seen: 2 },
    { as_of: '2026-01-19', dates_seen: 1 },
  ]);
});

test('once all is built, checks see every date again', async () => {
  const check = {
    'sql/checks/dates.sql': 'select as_of from features.usage group by as_of',
    'sql/checks/dates.yml': 'description: Every date is bad.\nseverity: warn\n',
  };
  await world.run('2026-01-12', check);
  const report = await world.run('2026-01-19', check);
  expect(report.checks.find(({ check: name }) => name === 'dates')?.badRows).toBe(3);
});
