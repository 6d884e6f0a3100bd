import { openWarehouse } from '../../../../src/adapters/duckdb/open-warehouse.ts';
import { actionsFile } from '../../../../src/core/config/actions-schema.ts';
import { addDays } from '../../../../src/core/config/days.ts';
import type { PublishedTable } from '../../../../src/core/publish/published-table.ts';
import type { SqlRow, Warehouse } from '../../../../src/ports/warehouse.ts';
import type { ActionInputs, WatchedScorecard } from '../../../../src/stages/publish/tables/action-inputs.ts';

import { alertOccasions } from '../../../../src/stages/publish/tables/alert-occasions.ts';
import { firedPlays } from '../../../../src/stages/publish/tables/plays.ts';
import { withPrepared } from '../../../../src/stages/publish/with-prepared.ts';

export const FIRST = '2026-01-05';
/** The date of the n-th weekly reading, from 0 on. */
export const week = (n: number): string => addDays(FIRST, 7 * n);

const HEALTH: WatchedScorecard = {
  name: 'health',
  bands: ['poor', 'okay', 'good'],
  scale: { min: 0, max: 100 },
  minimumCoverage: 0.5,
  rules: [],
};

/** A build with nothing in it but the tables that actions read; the test puts readings in. */
export async function openActionBuild(): Promise<Warehouse> {
  const warehouse = await openWarehouse({ threads: 1 });
  await warehouse.run("attach ':memory:' as build");
  for (const schema of ['scores', 'features', 'intermediate'])
    await warehouse.run(`create schema build.${schema}`);
  await warehouse.run(`
    create table build.scores.scores (account_id varchar, score_name varchar, as_of date, score decimal(9, 4), band varchar, coverage double);
    create table build.features.profile (
      account_id varchar, as_of date, account_name varchar, owner varchar, segment varchar, lifecycle_stage varchar,
      arr_cents bigint, currency varchar, renewal_date date);
    create table build.features.facts (account_id varchar, as_of date, overdue integer, agreed integer, since_touch integer, feed varchar);
    create table build.intermediate.interventions (
      account_id varchar, play varchar, started_at timestamp, ended_on date, result varchar, known_at timestamp);
    create table build.intermediate.objectives (
      objective_id varchar, account_id varchar, due_on date, valid_from timestamp, replaced_at timestamp, closed_on date)`);
  return warehouse;
}

/** One reading of an account: what is not said is sound. */
export interface Reading {
  readonly on: string;
  readonly score?: number | null;
  readonly band?: string;
  readonly coverage?: number;
  readonly overdue?: number;
  readonly owner?: string | null;
  readonly arr?: number;
  readonly stage?: string;
  readonly renewal?: string;
  readonly agreed?: number | null;
  readonly sinceTouch?: number | null;
  readonly feed?: string;
}

export async function put(
  warehouse: Warehouse,
  account: string,
  readings: readonly Reading[],
): Promise<void> {
  for (const { on, ...more } of readings) {
    const said = {
      score: 90,
      band: 'good',
      coverage: 1,
      overdue: 0,
      owner: 'ana',
      arr: 1000,
      stage: 'adopting',
      ...more,
    };
    const { score, band, coverage, overdue, owner, arr, stage, renewal = '2027-01-01' } = said;
    const { agreed = 30, sinceTouch = 10, feed = 'runs' } = more;
    await warehouse.run(
      "insert into build.scores.scores values ($1, 'health', cast($2 as date), cast($3 as decimal(9, 4)), $4, cast($5 as double))",
      [account, on, score, band, coverage],
    );
    await warehouse.run(
      "insert into build.features.profile values ($1, cast($2 as date), 'A', $3, 'smb', $4, cast($5 as bigint), 'EUR', cast($6 as date))",
      [account, on, owner, stage, arr * 100, renewal],
    );
    await warehouse.run(
      'insert into build.features.facts values ($1, cast($2 as date), cast($3 as integer), cast($4 as integer), cast($5 as integer), $6)',
      [account, on, overdue, agreed, sinceTouch, feed],
    );
  }
}

export async function clear(warehouse: Warehouse): Promise<void> {
  for (const table of [
    'scores.scores',
    'features.profile',
    'features.facts',
    'intermediate.interventions',
    'intermediate.objectives',
  ])
    await warehouse.run(`delete from build.${table}`);
}

/** What the tables are filled in with on a day, by weekly readings. */
export function inputsOf(
  asOf: string,
  actions: object = {},
  card: Partial<WatchedScorecard> = {},
): ActionInputs {
  const readings: string[] = [];
  for (let n = 0; week(n) <= asOf; n++) readings.push(week(n));
  return {
    snapshotId: 'id',
    asOf,
    profile: 'features.profile',
    scorecards: [{ ...HEALTH, ...card }],
    actions: actionsFile.parse(actions),
    readings: [...new Set([...readings, asOf])],
  };
}

/** The rows of a table in the order of its key. */
export function rowsOf(
  warehouse: Warehouse,
  inputs: ActionInputs,
  table: (inputs: ActionInputs) => PublishedTable,
): Promise<readonly SqlRow[]> {
  const { query, key } = table(inputs);
  return withPrepared(warehouse, [alertOccasions(inputs), firedPlays(inputs)], () =>
    warehouse.rows(`select * from (${query}) as t order by ${key.join(', ')}`),
  );
}
