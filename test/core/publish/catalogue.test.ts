import { expect, test } from 'vitest';
import {
  differingDates,
  firstSnapshots,
  publishedDates,
  withSnapshot,
} from '../../../src/core/publish/catalogue.ts';

const snapshot = (asOf: string, snapshotId: string) => ({
  asOf,
  snapshotId,
  version: 1,
  manifestSha256: `of-${snapshotId}`,
});
const first = withSnapshot(null, snapshot('2026-04-06', 'a'));
const second = withSnapshot(
  { key: '_publish/catalogues/1.json', catalogue: first },
  snapshot('2026-03-30', 'b'),
);
const third = withSnapshot(
  { key: '_publish/catalogues/2.json', catalogue: second },
  snapshot('2026-04-06', 'c'),
);

test('a catalogue names every published date and the catalogue before it', () => {
  expect(first.previous).toBeNull();
  expect(third.previous).toBe('_publish/catalogues/2.json');
  expect(publishedDates(third)).toEqual(['2026-03-30', '2026-04-06']);
  expect(third.snapshots['2026-04-06']).toEqual({
    snapshot_id: 'c',
    version: 1,
    manifest: '_publish/manifests/c.json',
    manifest_sha256: 'of-c',
    first: first.snapshots['2026-04-06'],
  });
  expect(first.snapshots['2026-04-06']?.snapshot_id).toBe('a');
});

test('dates differ where a snapshot came, went or changed', () => {
  expect(differingDates(null, second)).toEqual(['2026-03-30', '2026-04-06']);
  expect(differingDates(first, second)).toEqual(['2026-03-30']);
  expect(differingDates(second, first)).toEqual(['2026-03-30']);
  expect(differingDates(second, third)).toEqual(['2026-04-06']);
  expect(differingDates(third, third)).toEqual([]);
});

test('what readers saw of a date first is remembered however often it is published again, and forgotten where it is back', () => {
  const again = (catalogue: typeof third, id: string) =>
    withSnapshot({ key: '_publish/catalogues/3.json', catalogue }, snapshot('2026-04-06', id));
  const fourth = again(third, 'd');
  expect(firstSnapshots(second)).toEqual([]);
  expect(firstSnapshots(fourth)).toEqual([first.snapshots['2026-04-06']]);
  expect(fourth.snapshots['2026-04-06']).toMatchObject({ snapshot_id: 'd', first: { snapshot_id: 'a' } });
  expect(again(fourth, 'a').snapshots['2026-04-06']).toEqual(first.snapshots['2026-04-06']);
});
