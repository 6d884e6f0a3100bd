import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { manifestKey, SERVING_FILE } from '../../../src/core/publish/layout.ts';
import { collectGarbage } from '../../../src/stages/publish/collect-garbage.ts';
import { completePublish } from '../../../src/stages/publish/complete-publish.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { rollBack } from '../../../src/stages/publish/roll-back.ts';
import { verifyPublished } from '../../../src/stages/publish/verify-published.ts';
import { openPlace, type Place, request } from './company.ts';
import { askServing } from './target-bytes.ts';

const DAY = '2026-04-06';
const BEFORE = '2026-03-30';
let folder: string;
let place: Place;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-restated-'));
  place = await openPlace(folder);
});
afterEach(async () => {
  place.close();
  await rm(folder, { recursive: true });
});

/** A row that came late and was known in time: one account's reading of the day before is other than it was. */
const lateRow = (): Promise<unknown> =>
  place.warehouse.run(
    `update build.scores.scores set score = score + 5 where account_id = 'a07' and as_of = date '${BEFORE}'`,
  );

/** Score of one account as each view shows a day; no row where it shows none. */
async function scoresOn(day: string, account = 'a07'): Promise<Record<string, unknown>> {
  const views = ['scores', 'scores_as_published', 'scores_restated'];
  const selects = views.map(
    (view) =>
      `select '${view}', cast(score as double) from ${view} where account_id = '${account}' and as_of = '${day}'`,
  );
  return Object.fromEntries(
    (await askServing(place.target, selects.join(' union all '))) as [string, unknown][],
  );
}

test('a late row restates the day without erasing what was shown', async () => {
  await publishSnapshot(place.context, request(BEFORE));
  const { scores: shown } = await scoresOn(BEFORE);
  await lateRow();
  await publishSnapshot(place.context, request(DAY, 'late row'));
  expect(await scoresOn(BEFORE)).toEqual({
    scores: shown,
    scores_as_published: shown,
    scores_restated: Number(shown) + 5,
  });
  const untouched = await scoresOn(BEFORE, 'a08');
  expect(untouched['scores_restated']).toBe(untouched['scores_as_published']);
});

test('a day that is published again is still there as readers saw it first', async () => {
  await publishSnapshot(place.context, request(BEFORE));
  const { scores: shown } = await scoresOn(BEFORE);
  await lateRow();
  await publishSnapshot(place.context, request(DAY, 'late row'));
  await publishSnapshot(place.context, request(BEFORE, 'late row'));
  await publishSnapshot(place.context, request(BEFORE, 'once more'));
  const restated = Number(shown) + 5;
  const expected = { scores: restated, scores_as_published: shown, scores_restated: restated };
  expect(await scoresOn(BEFORE)).toEqual(expected);
  const counts =
    'select count(*)::integer, count(distinct (account_id, as_of))::integer from scores_as_published';
  expect(await askServing(place.target, counts)).toEqual([[80, 80]]);

  const old = { keep: 1, writtenBeforeMs: Date.now() + 60_000, apply: true };
  await collectGarbage(place.store, old);
  await rm(join(place.target, '_serve'), { recursive: true });
  await publishSnapshot(place.context, request(DAY, 'next'));
  expect(await scoresOn(BEFORE)).toEqual(expected);
  expect((await verifyPublished(place.store)).faults).toEqual([]);
});

test('a rollback to what was first is that again, without a copy of it', async () => {
  const first = await publishSnapshot(place.context, request(BEFORE));
  const { scores: shown } = await scoresOn(BEFORE);
  await lateRow();
  await publishSnapshot(place.context, request(BEFORE, 'late row'));
  await rollBack(place.store, first.snapshotId);
  await completePublish(place.context);
  expect(await scoresOn(BEFORE)).toMatchObject({ scores: shown, scores_as_published: shown });
  const tables = await askServing(
    place.target,
    `select count(*)::integer from duckdb_tables() where table_name like 'first%'`,
  );
  expect(tables).toEqual([[0]]);
});

test('what was shown first is verified as well, and that the serving file is there', async () => {
  const first = await publishSnapshot(place.context, request(BEFORE));
  await lateRow();
  await publishSnapshot(place.context, request(BEFORE, 'late row'));
  expect((await verifyPublished(place.store)).faults).toEqual([]);
  const manifest = manifestKey(first.snapshotId);
  const { tables } = JSON.parse(await readFile(join(place.target, manifest), 'utf8'));
  const { object } = tables.find(({ name }: { name: string }) => name === 'scores');
  await rm(join(place.target, object));
  await rm(join(place.target, SERVING_FILE));
  expect((await verifyPublished(place.store)).faults).toEqual([
    { key: SERVING_FILE, detail: 'is missing' },
    { key: object, detail: 'is missing' },
  ]);
  await rm(join(place.target, manifest));
  expect((await verifyPublished(place.store)).faults.map(({ key }) => key)).toContain(manifest);
});
