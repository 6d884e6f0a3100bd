import { afterEach, beforeEach, expect, test } from 'vitest';
import { HoldfastError, problem } from '../../../src/errors.ts';
import type { SourceFiles } from '../../../src/ports/source-files.ts';
import { extractSources } from '../../../src/stages/extract/extract-sources.ts';
import { ExtractWorld, eventSource, exportSource, problemsOf } from './extract-world.ts';

let world: ExtractWorld;
beforeEach(async () => {
  world = await ExtractWorld.open();
});
afterEach(() => world.close());

const events = eventSource({
  name: 'happened',
  files: [{ path: 'happened/{date}*.csv', format: { type: 'csv' } }],
});
const exports = exportSource({
  name: 'state',
  files: [{ path: 'state/{date}*.csv', format: { type: 'csv' } }],
});
const DAYS = 12;

/** Headers differ from file to file, so that each file is a batch of its own. */
async function writeExports(): Promise<void> {
  for (let day = 1; day <= DAYS; day++) {
    const date = `2026-01-${String(day).padStart(2, '0')}`;
    const spare = `s${day}`;
    const rows = Array.from(
      { length: 40 },
      (_, i) => `e${day + i},a,${date} 10:00:00,${i % 7 === 0 ? 'x' : i},s\n`,
    );
    await world.write(`happened/${date}.csv`, `id,account_id,at,amount,${spare}\n${rows.join('')}`);
    const states = Array.from({ length: 20 }, (_, i) => `k${i},p${(i * day) % 3},${i},s\n`);
    await world.write(`state/${date}.csv`, `id,plan,seats,${spare}\n${states.join('')}`);
  }
}

const everything = async () => [
  await world.rows('select * from build.raw.app__happened order by all'),
  await world.rows('select * from build.raw.app__state order by all'),
  await world.rows('select * from build.meta.rejects order by all'),
  await world.rows('select * exclude (modified_ms) from build.meta.files order by all'),
];

test('a run that is stopped leaves whole files, and the next one takes it up', async () => {
  await writeExports();
  await world.run([events, exports]);
  const expected = await everything();
  for (const after of [1, 5, 13]) {
    await world.reopen();
    let seen = 0;
    const { warehouse } = world;
    const stopping = {
      emit: () => {
        seen += 1;
        if (seen === after) warehouse.stop(new Error('stopped by the test'));
      },
    };
    await expect(extractSources(world.context({ events: stopping }), [events, exports])).rejects.toThrow(
      'stopped by the test',
    );
    await world.restart();
    const files = await world.rows<{ n: number }>(
      "select count(*) as n from build.meta.files where status = 'loaded'",
    );
    expect(files[0]?.n).toBeGreaterThanOrEqual(after);
    expect(files[0]?.n).toBeLessThan(2 * DAYS);
    expect(await world.unreconciled(events)).toEqual([]);
    expect(await world.unreconciled(exports)).toEqual([]);
    await world.run([events, exports]);
    const [rows, history, rejects] = await everything();
    expect([rows?.length, history, rejects?.length]).toEqual([
      expected[0]?.length,
      expected[1],
      expected[2]?.length,
    ]);
  }
});

test('an aborted signal ends the run with its reason, without a word about files', async () => {
  await writeExports();
  const reason = new HoldfastError([problem('usage', { detail: 'told to stop' })]);
  const controller = new AbortController();
  const aborting = {
    emit: () => {
      controller.abort(reason);
      world.warehouse.stop(reason);
    },
  };
  const run = extractSources(world.context({ events: aborting, signal: controller.signal }), [
    events,
    exports,
  ]);
  await expect(run).rejects.toBe(reason);
});

test('1, 2 and 4 threads give the same tables, ids and generations among them', async () => {
  await writeExports();
  const states = [];
  for (const threads of [1, 2, 4]) {
    await world.reopen(threads);
    await world.run([events, exports]);
    states.push([
      await everything(),
      await world.rows('select * from build.meta.raw_changes order by all'),
      await world.rows('select * from build.meta.touched_days order by all'),
    ]);
  }
  expect(states[1]).toEqual(states[0]);
  expect(states[2]).toEqual(states[0]);
});

test('which file is the first to fail does not depend on the number of threads', async () => {
  await writeExports();
  await world.write('happened/2026-01-05.csv', 'id,account_id,at\n1,a,2026-01-05\n');
  await world.write('happened/2026-01-03.csv', `id,account_id,at,amount\n1,"a,2026-01-03,1`);
  const strict = { ...events, tolerate: { rejects: 0.2, vanished: 1 } };
  for (const threads of [1, 4]) {
    await world.reopen(threads);
    const { problems } = await problemsOf(world.run([strict]));
    expect(problems.map((one) => one.file)).toEqual(['happened/2026-01-03.csv']);
    expect(await world.rows('select count(*) as n from build.meta.files')).toEqual([{ n: 2 }]);
  }
});

test('a file that changes while it is read is left for the next run', async () => {
  await world.write('happened/2026-01-05.csv', 'id,account_id,at,amount\n1,a,2026-01-05,1\n');
  const { files } = world;
  const growing: SourceFiles = {
    list: (folder) => files.list(folder),
    stat: (path) => files.stat(path),
    localPath: (path) => files.localPath(path),
    release: (path) => files.release(path),
    content: (path) => files.content(path),
    sha256: async (path) => {
      const hash = await files.sha256(path);
      await world.write(path, 'id,account_id,at,amount\n1,a,2026-01-05,1\n2,a,2026-01-05,1\n');
      return hash;
    },
  };
  const { problems, exitCode } = await problemsOf(
    extractSources(world.context({ files: growing }), [events]),
  );
  expect([exitCode, problems[0]?.name]).toEqual([66, 'fileChanging']);
  expect(await world.rows('select count(*) as n from build.raw.app__happened')).toEqual([{ n: 0 }]);
  await world.run([events]);
  expect(await world.rows('select count(*) as n from build.raw.app__happened')).toEqual([{ n: 2 }]);
});
