import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { buildLibrary } from './build-library.ts';

const RELATIONS = [
  'intermediate.int_objective_history',
  'intermediate.int_objective_progress',
  'intermediate.int_onboarding_completed',
  'intermediate.int_lifecycle_history',
  'features.account_profile',
  'intermediate.int_product_user_days',
  'intermediate.int_product_days',
  'intermediate.int_feed_days',
  'features.source_coverage',
  'features.objectives',
  'features.onboarding_milestones',
  'features.integrations',
];

type Value = string | number | boolean | null;
type Row = Record<string, Value> & { account_id: string; as_of: string };

let folder: string;
let warehouse: Warehouse;
let accounts: readonly (Row & { workspace_id: string })[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-success-'));
  warehouse = await buildLibrary(folder, RELATIONS);
  accounts = await warehouse.rows('select account_id, as_of, workspace_id from features.account_profile');
}, 120_000);
afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

/** Rows of a raw table as texts, dates and times in ISO form, so that they compare as texts. */
function raw<Column extends string>(table: string, columns: readonly Column[]) {
  const texts = columns.map((column) => `cast(${column} as varchar) as ${column}`).join(', ');
  return warehouse.rows<Record<Column, string | null>>(`select ${texts} from raw.${table}`);
}

/** Holds each account's row of a feature model against figures made of raw rows known strictly before the day. */
async function compare(
  model: string,
  figures: (account: string, asOf: string, workspace: string) => Record<string, Value>,
): Promise<number> {
  const rows = await warehouse.rows<Row>(`select * from features.${model}`);
  const found = new Map(rows.map((row) => [`${row.account_id} ${row.as_of}`, row]));
  expect(found.size).toBe(accounts.length);
  let known = 0;
  for (const { account_id, as_of, workspace_id } of accounts) {
    const row = found.get(`${account_id} ${as_of}`);
    for (const [name, value] of Object.entries(figures(account_id, as_of, workspace_id))) {
      const where = `${name} of ${account_id} as of ${as_of}`;
      if (typeof value === 'number' && row?.[name] !== null) expect(row?.[name], where).toBeCloseTo(value, 5);
      else expect(row?.[name] ?? null, where).toBe(value);
      if (value !== null && value !== 0) known += 1;
    }
  }
  return known;
}

const before = (text: string | null, day: string): boolean => text !== null && text < `${day} 00:00:00`;
const dayBefore = (text: string | null, day: string): boolean => text !== null && text < day;
const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const yearBefore = (day: string): string =>
  new Date(Date.parse(day) - 365 * 86_400_000).toISOString().slice(0, 10);

test('objectives: those in force on the day, with the last measurement of each', async () => {
  const objectives = await raw('success__objectives', [
    'objective_id',
    'account_id',
    'target_value',
    'set_at',
    'due_on',
    'replaces_objective_id',
    'closed_on',
    'outcome',
  ]);
  const progress = await raw('success__objective_progress', ['objective_id', 'value', 'measured_at']);
  const known = await compare('objectives', (account, asOf) => {
    const theirs = objectives.filter((o) => o.account_id === account && before(o.set_at, asOf));
    const replaced = new Set(theirs.map((o) => o.replaces_objective_id));
    const current = theirs.filter((o) => !dayBefore(o.closed_on, asOf) && !replaced.has(o.objective_id));
    const reached = current.flatMap((o) => {
      const last = progress
        .filter((p) => p.objective_id === o.objective_id && before(p.measured_at, asOf))
        .sort((a, b) => ((a.measured_at ?? '') < (b.measured_at ?? '') ? 1 : -1))[0];
      return last ? [Number(last.value) / Number(o.target_value)] : [];
    });
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const changes = theirs.filter(
      (o) => o.replaces_objective_id !== null && (o.set_at ?? '') >= yearBefore(asOf),
    );
    return {
      objectives_current: current.length,
      objectives_overdue: current.filter((o) => dayBefore(o.due_on, asOf)).length,
      objectives_reached_365d: theirs.filter(
        (o) =>
          dayBefore(o.closed_on, asOf) && o.outcome === 'reached' && (o.closed_on ?? '') >= yearBefore(asOf),
      ).length,
      objective_changes_365d: changes.length,
      objective_progress: share(sum(reached.map((v) => Math.min(1, Math.max(0, v)))), reached.length),
      objective_progress_raw: share(sum(reached), reached.length),
    };
  });
  expect(known).toBeGreaterThan(50);
});

test('milestones: planned before the day, reached before the day', async () => {
  const milestones = await raw('success__milestones', [
    'account_id',
    'milestone',
    'planned_on',
    'created_at',
    'reached_on',
  ]);
  const known = await compare('onboarding_milestones', (account, asOf) => {
    const planned = milestones.filter((m) => m.account_id === account && before(m.created_at, asOf));
    const reached = planned.filter((m) => dayBefore(m.reached_on, asOf));
    const overdue = planned.filter((m) => !reached.includes(m) && dayBefore(m.planned_on, asOf));
    const days = reached.map((m) => m.reached_on ?? '').sort();
    return {
      milestones_planned: planned.length,
      milestones_reached: reached.length,
      share_milestones_reached: share(reached.length, planned.length),
      milestones_overdue: overdue.length,
      is_onboarding_complete: planned.length === 0 ? null : reached.length === planned.length,
      last_milestone_reached_on: days.at(-1) ?? null,
      first_report_on: reached.find((m) => m.milestone === 'first_report')?.reached_on ?? null,
    };
  });
  expect(known).toBeGreaterThan(50);
});

test('integrations: as the last export before the day had them', async () => {
  const integrations = await raw('product__integrations', [
    'integration_id',
    'workspace_id',
    'status',
    'in_daily_process',
    'valid_from',
    'valid_to',
  ]);
  const syncs = await raw('product__syncs', ['workspace_id', 'integration_id', 'synced_at']);
  const known = await compare('integrations', (_, asOf, workspace) => {
    const theirs = integrations.filter(
      (i) => i.workspace_id === workspace && dayBefore(i.valid_from, asOf) && (i.valid_to ?? '9999') >= asOf,
    );
    const connected = theirs.filter((i) => i.status === 'connected');
    const last = syncs
      .filter((s) => s.workspace_id === workspace && before(s.synced_at, asOf))
      .map((s) => (s.synced_at ?? '').slice(0, 10))
      .sort()
      .at(-1);
    return {
      integrations_planned: theirs.length,
      integrations_connected: connected.length,
      share_integrations_connected: share(connected.length, theirs.length),
      integrations_in_daily_process: connected.filter((i) => i.in_daily_process === 'true').length,
      days_since_last_sync:
        last === undefined ? null : Math.round((Date.parse(asOf) - Date.parse(last)) / 86_400_000),
    };
  });
  expect(known).toBeGreaterThan(50);
});
