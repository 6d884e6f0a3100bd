import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Warehouse } from '../../src/ports/warehouse.ts';
import { buildLibrary } from './build-library.ts';

let folder: string;
let warehouse: Warehouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-lifecycle-'));
  warehouse = await buildLibrary(folder, [
    'intermediate.int_onboarding_completed',
    'intermediate.int_lifecycle_history',
    'features.account_profile',
    'features.lifecycle',
  ]);
}, 120_000);
afterAll(async () => {
  warehouse.close();
  await rm(folder, { recursive: true });
});

const texts = (columns: readonly string[]) =>
  columns.map((column) => `cast(${column} as varchar) as ${column}`).join(', ');
const DAY = 86_400_000;
const shifted = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

interface Version {
  readonly account_id: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly signed_on: string;
  readonly go_live_on: string | null;
  readonly renewal_date: string;
}
interface Milestone {
  readonly account_id: string;
  readonly milestone: string;
  readonly created_at: string;
  readonly reached_on: string | null;
}

/** The first morning on which onboarding is over, by what was known before `asOf`; null while it is not. */
function onboardedFrom(version: Version, planned: readonly Milestone[], asOf: string): string | null {
  const known = planned.filter(({ created_at }) => created_at < asOf);
  const reached = (name: string) =>
    known.find(({ milestone, reached_on }) => milestone === name && reached_on !== null && reached_on < asOf);
  const ends =
    known.length > 0
      ? ['kickoff', 'go_live'].map((name) => {
          const found = reached(name);
          const created = found?.created_at.slice(0, 10) ?? '';
          return found ? [found.reached_on ?? '', created].sort().at(-1) : undefined;
        })
      : [version.go_live_on !== null && version.go_live_on < asOf ? version.go_live_on : undefined];
  if (ends.some((end) => end === undefined)) return null;
  const last =
    ends
      .map((end) => shifted(end ?? '', 1))
      .sort()
      .at(-1) ?? '';
  const from = [last, shifted(version.signed_on, 30)].sort().at(-1) ?? '';
  return from <= asOf ? from : null;
}

function stageOf(version: Version, planned: readonly Milestone[], asOf: string): string {
  const from = onboardedFrom(version, planned, asOf);
  if (from === null) return 'onboarding';
  if (shifted(version.renewal_date, -90) <= asOf) return 'renewing';
  return asOf < shifted(from, 180) ? 'adopting' : 'established';
}

test('the stage of each morning is that of a plain loop over what was known before it', async () => {
  const versions = await warehouse.rows<Version>(
    `select ${texts(['account_id', 'valid_from', 'valid_to', 'signed_on', 'go_live_on', 'renewal_date'])} from staging.stg_crm__accounts`,
  );
  const milestones = await warehouse.rows<Milestone>(
    `select ${texts(['account_id', 'milestone', 'created_at', 'reached_on'])} from staging.stg_success__milestones`,
  );
  const profiles = await warehouse.rows<{ account_id: string; as_of: string; lifecycle_stage: string }>(
    `select account_id, cast(as_of as varchar) as as_of, lifecycle_stage from features.account_profile`,
  );
  const stages = new Set<string>();
  for (const { account_id, as_of, lifecycle_stage } of profiles) {
    const version = versions.find(
      (row) =>
        row.account_id === account_id && row.valid_from < as_of && (row.valid_to ?? '9999-12-31') >= as_of,
    );
    if (!version) throw new Error(`${account_id} was not listed as of ${as_of}`);
    const planned = milestones.filter((row) => row.account_id === account_id);
    expect(lifecycle_stage, `${account_id} as of ${as_of}`).toBe(stageOf(version, planned, as_of));
    stages.add(lifecycle_stage);
  }
  expect(profiles.length).toBeGreaterThan(60);
  expect([...stages].sort()).toEqual(['adopting', 'established', 'onboarding', 'renewing']);
});

test('a history without gaps: each stage begins where the one before ends, and is another', async () => {
  const [row] = await warehouse.rows<{ stages: number; wrong: number }>(`
    select cast(count(*) as integer) as stages,
      cast(count(*) filter (before.lifecycle_stage is distinct from later.stage_before
        or later.lifecycle_stage = later.stage_before) as integer) as wrong
    from intermediate.int_lifecycle_history as later
    left join intermediate.int_lifecycle_history as before
      on before.account_id = later.account_id and before.stage_to = later.stage_from`);
  expect(row?.stages).toBeGreaterThan(50);
  expect(row?.wrong).toBe(0);
});

test('overdue are those in onboarding alone', async () => {
  const [row] = await warehouse.rows<{ wrong: number }>(`
    select cast(count(*) as integer) as wrong from features.lifecycle inner join features.account_profile using (account_id, as_of)
    where is_onboarding <> (lifecycle_stage = 'onboarding') or (is_onboarding_overdue and not is_onboarding)`);
  expect(row?.wrong).toBe(0);
});
