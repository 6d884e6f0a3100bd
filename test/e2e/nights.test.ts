import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { openLocalStore } from '../../src/adapters/storage/local-store.ts';
import { listSnapshots } from '../../src/stages/publish/list-snapshots.ts';
import { runAndKill } from '../support/e2e-kill.ts';
import { deliver, eventsOfDay, exportsOnEach } from '../support/e2e-nights.ts';
import { type Night, runDaily } from '../support/e2e-process.ts';
import { newProject, publishedOf, workFolder } from '../support/e2e-project.ts';
import { parquetBytes } from '../support/e2e-published.ts';

const folder = workFolder('nights');
const DAYS = ['2026-10-25', '2026-10-26', '2026-10-27'] as const;
const [FIRST, , LAST] = DAYS;
const project = join(folder, 'nightly');

/** By night, how attempts before the one that gets to its end have ended: after so many lines, in the middle of its models. */
const STOPPED: readonly (readonly { lines: number; signal: NodeJS.Signals }[])[] = [
  [],
  [{ lines: 40, signal: 'SIGKILL' }],
  [{ lines: 70, signal: 'SIGTERM' }],
];

async function stopped(
  asOf: string,
  { lines, signal }: { lines: number; signal: NodeJS.Signals },
): Promise<void> {
  const argv = ['run', 'daily', '--as-of', asOf];
  const ended = await runAndKill(project, argv, { lines, milliseconds: 0 }, signal);
  expect(ended).toMatchObject(signal === 'SIGTERM' ? { code: 143 } : { signal });
}

interface DeliveredNight extends Night {
  readonly delivered: readonly string[];
  /** Of its date, right after the run. */
  readonly bytes: Record<string, string>;
}
const nights: DeliveredNight[] = [];
let scratch: Night & { bytes: Record<string, string> };

beforeAll(async () => {
  const exported = await exportsOnEach(DAYS, folder);
  await newProject(project);
  for (const [i, asOf] of DAYS.entries()) {
    const delivered = await deliver(exported[i] ?? '', project);
    for (const end of STOPPED[i] ?? []) await stopped(asOf, end);
    const night = await runDaily(project, { asOf });
    nights.push({ ...night, delivered, bytes: await parquetBytes(project, asOf) });
  }
  const other = await newProject(join(folder, 'scratch'));
  await deliver(exported.at(-1) ?? '', other);
  scratch = { ...(await runDaily(other, { asOf: LAST })), bytes: await parquetBytes(other, LAST) };
}, 240_000);

test('each night loads what is new or changed, and publishes, also where attempts before were killed or stopped', () => {
  expect(nights.map(({ code }) => code)).toEqual([0, 0, 0]);
  for (const { delivered } of nights.slice(1)) expect(delivered.length).toBeLessThan(20);
  // What a stopped attempt had loaded is there already.
  expect(nights.slice(1).map(({ report }) => report.extract?.totals.loaded)).toEqual([0, 0]);
});

test('three nights publish what one run from scratch on the last exports does, byte for byte', () => {
  expect(nights.at(-1)?.report.snapshot_id).toBe(scratch.report.snapshot_id);
  expect(nights.at(-1)?.bytes).toEqual(scratch.bytes);
});

test('what was published for the earlier dates stays as it was', async () => {
  for (const [i, asOf] of DAYS.entries()) {
    expect(Object.keys(nights[i]?.bytes ?? {}).length).toBeGreaterThan(5);
    expect(await parquetBytes(project, asOf)).toEqual(nights[i]?.bytes);
  }
});

test('data that became known on a day changes nothing of that day: the same snapshot_id, 99', async () => {
  await eventsOfDay(project, { like: '2026-10-26', day: LAST });
  const { code, report } = await runDaily(project, { asOf: LAST });
  expect(report.extract?.totals.loaded).toBe(1);
  expect([code, report.snapshot_id]).toEqual([99, nights.at(-1)?.report.snapshot_id]);
  expect(await parquetBytes(project, LAST)).toEqual(nights.at(-1)?.bytes);
});

test('an old day whose files have grown gets a new snapshot of the same rows; the one before stays reachable', async () => {
  const kept = join(folder, 'kept');
  await cp(join(publishedOf(project), 'tables'), kept, { recursive: true });
  const { code, report } = await runDaily(project, { asOf: FIRST });
  expect(code).toBe(0);
  const ids = (await listSnapshots(await openLocalStore(publishedOf(project)))).filter(
    ({ snapshotDate }) => snapshotDate === FIRST,
  );
  expect(ids.map(({ snapshotId, state }) => [snapshotId, state])).toEqual([
    [report.snapshot_id, 'published'],
    [nights[0]?.report.snapshot_id, 'superseded'],
  ]);
  expect(await differingRows(kept, join(publishedOf(project), 'tables'))).toEqual({});
});

/** How many rows two folders of tables have not in common, by table, on the first day; the snapshot_id aside. */
async function differingRows(one: string, other: string): Promise<Record<string, number>> {
  const scored = ['accounts', 'backtest_metrics', 'features', 'score_measures', 'scores'];
  const tables = [...scored, 'alerts', 'engagement_points', 'plays', 'work_queue'];
  const warehouse = await openWarehouse({ threads: 1 });
  try {
    const differing: Record<string, number> = {};
    for (const table of tables) {
      const rows = (root: string) =>
        `(select * exclude (snapshot_id) from '${root}/${table}/v=1/snapshot_date=${FIRST}/data.parquet')`;
      const [found] = await warehouse.rows<{ n: number }>(
        `select count(*) as n from ((${rows(one)} except all ${rows(other)}) union all (${rows(other)} except all ${rows(one)}))`,
      );
      if (found?.n !== 0) differing[table] = found?.n ?? -1;
    }
    return differing;
  } finally {
    warehouse.close();
  }
}
