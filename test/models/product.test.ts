import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { AS_OF_DATES, buildLibrary } from './build-library.ts';
import { type Event, productFigures, trendFigures } from './product-oracle.ts';

const RELATIONS = [
  'intermediate.int_product_user_days',
  'intermediate.int_product_days',
  'intermediate.int_internal_users',
  'intermediate.int_internal_user_days',
  'intermediate.int_customer_days',
  'intermediate.int_product_sessions',
  'intermediate.int_product_feature_days',
  'intermediate.int_feed_days',
  'intermediate.int_onboarding_completed',
  'intermediate.int_lifecycle_history',
  'features.account_profile',
  'features.source_coverage',
  'features.active_days',
  'features.active_users',
  'features.user_frequency',
  'features.sessions',
  'features.core_adoption',
  'features.usage_trend',
  'features.usage_own_past',
];

type Row = { account_id: string; as_of: string } & Record<string, number | null>;

let folder: string;
let warehouse: Warehouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-product-'));
  warehouse = await buildLibrary(folder, RELATIONS);
}, 120_000);
afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

interface Person {
  readonly user_id: string;
  readonly known: number;
}

async function world() {
  const events = await warehouse.rows<Event>(`
    select workspace_id as workspace, user_id as user, event_name as name,
      cast(epoch_us(occurred_at) as double) / 1000 as at, cast(epoch_us(_known_at) as double) / 1000 as known
    from raw.product__events`);
  const staff = await warehouse.rows<Person>(`
    select user_id, cast(epoch_us(_known_at) as double) / 1000 as known
    from raw.product__users
    where lower(split_part(email, '@', 2)) in ('lumenly.example', 'lumenly-test.example')`);
  const core = await warehouse.rows<{ event_name: string }>('select event_name from seeds.core_features');
  return {
    events,
    staff: new Map(staff.map(({ user_id, known }) => [user_id, known])),
    core: new Set(core.map(({ event_name }) => event_name)),
  };
}

test('every figure of use is what plain loops over the events known on the day make of them', async () => {
  const { events, staff, core } = await world();
  const rows = await warehouse.rows<Row & { workspace_id: string }>(`
    select * from features.account_profile
    natural join features.source_coverage natural join features.active_days natural join features.active_users
    natural join features.user_frequency natural join features.sessions natural join features.core_adoption
    natural join features.usage_trend natural join features.usage_own_past`);
  expect(new Set(rows.map((row) => row.as_of))).toEqual(new Set(AS_OF_DATES));
  let late = 0;
  let staffed = 0;
  for (const row of rows) {
    const asOf = Date.parse(`${row.as_of}T00:00:00Z`);
    const theirs = events.filter(({ workspace, at }) => workspace === row.workspace_id && at < asOf);
    const known = theirs.filter((event) => event.known < asOf);
    const own = known.filter(({ user }) => !((staff.get(user) ?? Number.POSITIVE_INFINITY) < asOf));
    late += theirs.length - known.length;
    staffed += known.length - own.length;
    const weeks = Math.floor(Math.min(Number(row['tenure_days']), Number(row['product_history_days'])) / 7);
    const wanted = { ...productFigures(own, asOf, core), ...trendFigures(own, asOf, weeks) };
    for (const [name, value] of Object.entries(wanted)) {
      const where = `${name} of ${row.account_id} as of ${row.as_of}`;
      const found = row[name] === null ? null : Number(row[name]);
      if (value === null || found === null) expect(found, where).toBe(value);
      else expect(found, where).toBeCloseTo(value, 9);
    }
  }
  expect(late).toBeGreaterThan(10);
  expect(staffed).toBeGreaterThan(10);
});
