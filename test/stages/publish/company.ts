import { join } from 'node:path';
import { openWarehouse } from '../../../src/adapters/duckdb/open-warehouse.ts';
import { duckdbServingFile } from '../../../src/adapters/duckdb/serving-file.ts';
import { openLocalStore } from '../../../src/adapters/storage/local-store.ts';
import { actionsFile } from '../../../src/core/config/actions-schema.ts';
import { calendarDates } from '../../../src/core/plan/calendar.ts';
import type { ObjectStore } from '../../../src/ports/object-store.ts';
import type { Warehouse } from '../../../src/ports/warehouse.ts';
import type { PublishContext, PublishRequest } from '../../../src/stages/publish/publish-context.ts';
import { snapshotId } from '../../../src/stages/publish/snapshot-id.ts';
import { calendarTables } from '../../../src/stages/publish/tables/calendar-tables.ts';
import { OUTBOX_TABLES } from '../../../src/stages/publish/tables/outbox-tables.ts';
import { preparedTables, publishedTables } from '../../../src/stages/publish/tables/published-tables.ts';
import { sha256 } from '../../../src/stages/sha256.ts';

/**
 * A made-up company after a run: 40 accounts (a01 to a40) with weekly readings from 2026-01-05 to 2026-04-06, one score.
 * `shift` moves every score, as corrected inputs would.
 */
export async function fillBuild(warehouse: Warehouse, shift = 0): Promise<void> {
  for (const schema of ['scores', 'features', 'backtest'])
    await warehouse.run(`create schema build.${schema}`);
  await warehouse.run(`
    create table build.features.profile as
    select
      'a' || lpad(cast(i as varchar), 2, '0') as account_id, cast(day as date) as as_of, 'Account ' || i as account_name,
      'csm-' || (i % 3) as owner, case when i % 2 = 0 then 'smb' else 'enterprise' end as segment,
      'adopting' as lifecycle_stage, cast(i * 100001 as bigint) as arr_cents, 'EUR' as currency,
      date '2026-06-30' as renewal_date,
    from range(1, 41) as accounts(i), range(timestamp '2026-01-05', timestamp '2026-04-07', interval 7 day) as days(day);
    create table build.features.active_days as
    select account_id, as_of, cast(hash(account_id) % 90 as integer) as days_90d, null::double as ratio from build.features.profile;
    create table build.features.nps as
    select account_id, as_of, 7::bigint as last_score from build.features.profile where account_id < 'a20';
    create table build.scores.scores as
    select
      account_id, as_of, 'health' as score_name,
      cast((arr_cents // 100001) * 2 - date_diff('week', date '2026-01-05', as_of) * ((arr_cents // 100001) % 3) + ${shift}
        as decimal(9, 4)) as score,
      case when arr_cents % 5 = 0 then 'poor' else 'good' end as band, 'good' as raw_band, 'clear' as band_reason,
      case when arr_cents % 7 = 0 then null else 'good' end as previous_band, 0.75::double as coverage,
      'high' as confidence, 1.5::decimal(9, 4) as score_low, 99.25::decimal(9, 4) as score_high, 'late invoices' as reason_1,
      null::varchar as reason_2, null::varchar as reason_3, 1::integer as scorecard_version, 'abc' as scorecard_hash,
      [cast(40 as decimal(9, 4)), cast(70 as decimal(9, 4))] as dimension_scores,
    from build.features.profile;
    create table build.scores.score_measures as
    select
      account_id, as_of, score_name, 'product' as dimension, item, 'measure' as kind, 1.5::double as raw_value,
      0.5::double as scaled_value, 0.25::double as weight, cast(score / 4 as decimal(9, 4)) as points,
      25::decimal(9, 4) as max_points, 'present' as state, null::varchar as raw_text,
    from build.scores.scores, unnest(['m1', 'm2', 'm3', 'm4']) as items(item);
    create table build.backtest.metrics (
      score_name varchar, as_of date, subject_kind varchar, subject varchar, horizon_days integer, segment varchar,
      statistic varchar, value double, ci_low double, ci_high double, n integer, n1 integer, n0 integer, p_value double,
      q_value double, reason varchar);
    insert into build.backtest.metrics values
      ('health', date '2026-04-06', 'score', 'health', 90, null, 'auc', 0.75, 0.7, 0.8, 600, 80, 520, null, null, null)`);
}

const profile = 'features.profile';
const features = [
  {
    name: 'active_days',
    columns: [
      { name: 'days_90d', type: 'integer', description: 'Days with use in 90 days', unit: 'days' },
      { name: 'ratio', type: 'double', description: 'A ratio' },
    ],
  },
  {
    name: 'nps',
    columns: [{ name: 'last_score', type: 'bigint', description: 'Last answer', range: '0 to 10' }],
  },
];
const scorecards = [
  {
    name: 'health',
    dimensions: ['service', 'product'],
    byPoints: false,
    assumed: [],
    bands: ['poor', 'okay', 'good'],
    scale: { min: 0, max: 100 },
    minimumCoverage: 0.5,
    rules: [],
  },
];

const ACTIONS = {
  plays: [
    {
      name: 'save',
      when: [{ band: ['poor'], score: 'health' }],
      reason: 'They may leave',
      due_in_days: 7,
      steps: ['call'],
    },
  ],
};

/** The request of one day. `inputs` stands for the fingerprint of the exports: another text is another snapshot. */
export function request(asOf: string, inputs = 'exports'): PublishRequest {
  const fingerprints = {
    inputs: sha256(inputs),
    code: sha256('code'),
    configuration: sha256('configuration'),
    sql: sha256('sql'),
  };
  const id = snapshotId(fingerprints, asOf);
  const cards = [{ name: 'health', version: 1, hash: 'abc', text: '{"name":"health"}' }];
  const readings = [...new Set([...calendarDates({ every: 'week', from: '2026-01-05' }, asOf), asOf])];
  const actions = actionsFile.parse(ACTIONS);
  const facts = { snapshotId: id, asOf, profile, features, scorecards, cards, actions, readings };
  return {
    snapshotId: id,
    asOf,
    version: 1,
    fingerprints,
    inputs: [{ source: 'crm', path: 'crm/accounts.csv', sha256: sha256(inputs) }],
    prepared: preparedTables(facts),
    tables: publishedTables(facts),
    servingOnly: calendarTables({ ...facts, from: '2026-01-05', scoresFrom: '2026-01-05' }),
    outbox: OUTBOX_TABLES,
  };
}

export interface Place {
  readonly context: PublishContext;
  readonly warehouse: Warehouse;
  readonly store: ObjectStore;
  readonly target: string;
  close(): void;
}

/** A target `published` and a build of its own below a folder. */
export async function openPlace(
  folder: string,
  options: {
    readonly threads?: number;
    readonly shift?: number;
    readonly target?: string;
    readonly store?: ObjectStore;
  } = {},
): Promise<Place> {
  const stagingFolder = join(folder, 'staging');
  const target = options.target ?? join(folder, 'published');
  const warehouse = await openWarehouse({
    buildFile: join(folder, 'build.duckdb'),
    threads: options.threads ?? 1,
    allowedDirectories: [stagingFolder],
  });
  const [built] = await warehouse.rows(`select 1 from duckdb_schemas() where schema_name = 'backtest'`);
  if (!built) await fillBuild(warehouse, options.shift);
  await warehouse.shutDoor();
  const store = options.store ?? (await openLocalStore(target));
  const serving = duckdbServingFile({ threads: 1 });
  const context = { warehouse, store, stagingFolder, serving, events: { emit: () => undefined } };
  return { context, warehouse, store, target, close: () => warehouse.close() };
}
