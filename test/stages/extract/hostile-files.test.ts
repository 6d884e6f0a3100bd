import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { HoldfastError } from '../../../src/errors.ts';
import type { HostileFile } from '../../support/hostile-file.ts';
import { hostileCsv } from '../../support/hostile-files-csv.ts';
import { hostileGzip } from '../../support/hostile-files-gzip.ts';
import { hostileJsonl } from '../../support/hostile-files-jsonl.ts';
import { hostileParquet } from '../../support/hostile-files-parquet.ts';
import { ExtractWorld, eventSource } from './extract-world.ts';

/** One build file for all of them: what a hostile file has left behind would show with the next. */
let world: ExtractWorld;
beforeAll(async () => {
  world = await ExtractWorld.open(2);
});
afterEach(async () => {
  for (const file of await world.files.list('')) await world.remove(file.path);
  await world.warehouse.run(
    'drop schema if exists build.raw cascade; drop schema if exists build.meta cascade',
  );
});
afterAll(() => world.close());

const FORMATS = { csv: 'csv', 'csv.gz': 'csv', jsonl: 'jsonl', 'jsonl.gz': 'jsonl', parquet: 'parquet' };
const PROBLEMS_SHOWN = 1_000;
const clean = eventSource({ name: 'clean', files: [{ path: 'clean/*.csv', format: { type: 'csv' } }] });

/** Loads a hostile file beside a source that nothing is wrong with, which has to be loaded whatever becomes of the file. */
async function expectOutcome({ ending, content, outcome }: HostileFile): Promise<void> {
  const path = `things/2026-01-05.${ending}`;
  const source = eventSource({
    files: [{ path: `things/{date}.${ending}`, format: { type: FORMATS[ending] } }],
  });
  await world.write(path, content());
  await world.write('clean/a.csv', 'id,account_id,at,amount\nc1,a,2026-01-05,1\n');
  const ran = await world.run([source, clean]).catch((error: unknown) => error);
  expect(await world.rows('select id from build.raw.app__clean')).toEqual([{ id: 'c1' }]);
  if (ran instanceof HoldfastError) {
    expect({ refused: ran.problems[0]?.name }).toEqual(outcome);
    expect([ran.exitCode, ran.problems[0]?.file]).toEqual([65, path]);
    expect(ran.problems[0]?.message.length).toBeLessThan(PROBLEMS_SHOWN);
    return;
  }
  if (ran instanceof Error) throw ran;
  const rows = await world.rows<{ id: string }>('select id from build.raw.app__things order by id');
  expect({ kept: rows.map(({ id }) => id) }).toEqual(outcome);
  expect(await world.unreconciled(source)).toEqual([]);
}

const named = (files: readonly HostileFile[]) => files.map((file) => [file.what, file] as const);

test.each(named(hostileCsv))('CSV: %s', (_what, file) => expectOutcome(file));
test.each(named(hostileGzip))('gzip: %s', (_what, file) => expectOutcome(file));
test.each(named(hostileJsonl))('JSON lines: %s', (_what, file) => expectOutcome(file));

test('Parquet that is cut, changed or something else', async () => {
  const path = world.path('good.parquet');
  await world.write('good.parquet', '');
  await world.warehouse.run(`copy (
    select id, 'a' as account_id, timestamp '2026-01-05 10:00:00' as "at", 1.5::decimal(10,2) as amount
    from (values ('g1'), ('g2')) as t(id)) to '${path}' (format parquet)`);
  const whole = await readFile(path);
  for (const file of hostileParquet(whole)) {
    await world.warehouse.run(
      'drop schema if exists build.raw cascade; drop schema if exists build.meta cascade',
    );
    await expectOutcome(file).catch((error: unknown) => {
      throw new Error(file.what, { cause: error });
    });
  }
});

test('the corpus is as large as it is meant to be', () => {
  const files = [...hostileCsv, ...hostileGzip, ...hostileJsonl];
  expect(files.length).toBeGreaterThan(60);
  expect(new Set(files.map(({ ending, what }) => `${ending} ${what}`)).size).toBe(files.length);
});
