import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitSnapshot } from '../../../src/stages/publish/commit-snapshot.ts';
import { listSnapshots } from '../../../src/stages/publish/list-snapshots.ts';
import { openPlace, request } from './company.ts';

test('every snapshot along the chain is listed, the published one of a date first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-list-'));
  const place = await openPlace(folder);
  expect(await listSnapshots(place.store)).toEqual([]);
  const published = [
    ['2026-04-06', 'a'],
    ['2026-04-06', 'b'],
    ['2026-03-30', 'a'],
    ['2026-04-06', 'c'],
  ] as const;
  for (const [asOf, inputs] of published) await commitSnapshot(place.context, request(asOf, inputs));
  const listed = await listSnapshots(place.store);
  const row = (asOf: string, inputs: string, state: string) => ({
    snapshotDate: asOf,
    snapshotId: request(asOf, inputs).snapshotId,
    version: 1,
    state,
  });
  expect(listed).toEqual([
    row('2026-03-30', 'a', 'published'),
    row('2026-04-06', 'c', 'published'),
    row('2026-04-06', 'b', 'superseded'),
    row('2026-04-06', 'a', 'superseded'),
  ]);
  place.close();
  await rm(folder, { recursive: true });
});
