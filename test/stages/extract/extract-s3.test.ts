import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openS3SourceFiles } from '../../../src/adapters/storage/s3-source-files.ts';
import type { SourceDefinition } from '../../../src/core/config/source-definition.ts';
import { extractSources } from '../../../src/stages/extract/extract-sources.ts';
import { previewSources } from '../../../src/stages/extract/preview-sources.ts';
import { stored } from '../../support/s3/bucket.ts';
import { freshS3Server } from '../../support/s3/fresh-s3-server.ts';
import { placeOn } from '../../support/s3/open-test-store.ts';
import { ExtractWorld, eventSource } from './extract-world.ts';

const server = await freshS3Server();
let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const HEADER = 'id,account_id,at,amount\n';
const row = (id: string, day: string) => `${id},a,${day} 10:00:00,1\n`;
const source = eventSource({ files: [{ path: 'things/{date}*.csv*', format: { type: 'csv' } }] });

async function upload(): Promise<void> {
  for (const name of await readdir(world.path('things'))) {
    const bytes = await readFile(world.path(`things/${name}`));
    server.bucket.objects.set(`project/things/${name}`, stored(bytes));
  }
}

/** A nightly run: nothing is known of the bucket but what the ledger says. `cacheBytes` 1: downloads go when they are not in use. */
async function night(what: SourceDefinition, cacheBytes = 1): Promise<unknown> {
  const options = { cacheFolder: join(world.folder, 'downloads'), cacheBytes };
  const files = await openS3SourceFiles(placeOn(server), options);
  const { sources } = await extractSources(world.context({ files }), [what]);
  return sources[0]?.files;
}

const content = () =>
  world.rows(
    'select id, account_id, cast("at" as varchar) as "at", cast(amount as varchar) as amount from build.raw.app__things order by id',
  );

test('a bucket gives the rows that the folder gives, bad ones and gzip included', async () => {
  await world.write('things/2026-01-05.csv', `${HEADER}${row('1', '2026-01-05')}x,a,never,1\n`);
  await world.write('things/2026-01-06.csv.gz', gzipSync(HEADER + row('2', '2026-01-06')));
  await world.write('things/2026-01-07 again.csv', HEADER + row('1', '2026-01-05'));
  await upload();
  await world.run([source]);
  const [rows, rejects] = [await content(), await world.rejects()];
  await world.reopen();
  expect(await night(source)).toMatchObject({ seen: 3, loaded: 3 });
  expect([await content(), await world.rejects()]).toEqual([rows, rejects]);
  expect(rejects.length).toBeGreaterThan(0);
  expect(await world.unreconciled(source)).toEqual([]);
});

test('what is unchanged is not fetched, even if it was copied there again', async () => {
  await world.write('things/2026-01-05.csv', HEADER + row('1', '2026-01-05'));
  await upload();
  await night(source);
  await rm(join(world.folder, 'downloads'), { recursive: true, force: true });
  server.log.length = 0;
  await world.restart();
  await upload();
  expect(await night(source)).toMatchObject({ seen: 1, loaded: 0, unchanged: 1 });
  expect(server.count('GetObject')).toBe(0);

  await world.write('things/2026-01-05.csv', HEADER + row('2', '2026-01-05'));
  await world.write('things/2026-01-06.csv', HEADER + row('3', '2026-01-06'));
  await upload();
  expect(await night(source)).toMatchObject({ seen: 2, loaded: 2, replaced: 1 });
  expect((await content()).map(({ id }) => id)).toEqual(['2', '3']);
});

test('a plan sees what a run will load: what has another ETag, though it is as long and as old, and no copy', async () => {
  const path = 'things/2026-01-05.csv';
  const key = `project/${path}`;
  await world.write(path, HEADER + row('1', '2026-01-05'));
  await upload();
  await night(source);
  const before = server.bucket.object(key);
  const plan = async () => {
    const options = { cacheFolder: join(world.folder, 'preview'), cacheBytes: 1 };
    const files = await openS3SourceFiles(placeOn(server), options);
    return (await previewSources(world.context({ files }), [source], world.warehouse)).map(
      ({ change }) => change,
    );
  };
  server.bucket.objects.set(key, { ...before, modified: new Date(before.modified.getTime() + 5000) });
  server.log.length = 0;
  expect(await plan()).toEqual([]);
  expect(server.count('GetObject')).toBe(0);
  const other = stored(Buffer.from(HEADER + row('2', '2026-01-05')));
  server.bucket.objects.set(key, { ...other, modified: before.modified });
  expect(await plan()).toEqual(['changed']);
  expect(await night(source)).toMatchObject({ loaded: 1, replaced: 1 });
  expect(await plan()).toEqual([]);
});

test('a build file of an earlier version, whose ledger knows no ETag, is gone on with', async () => {
  await world.write('things/2026-01-05.csv', HEADER + row('1', '2026-01-05'));
  await world.run([source]);
  await world.rows('alter table build.meta.files drop column etag');
  await upload();
  expect(await night(source)).toMatchObject({ loaded: 0, touched: 1 });
  expect(await night(source)).toMatchObject({ loaded: 0, unchanged: 1 });
});
