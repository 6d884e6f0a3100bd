import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PublishRequest } from '../../../src/stages/publish/publish-context.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { readPublished } from '../../../src/stages/publish/read-published.ts';
import { verifyPublished } from '../../../src/stages/publish/verify-published.ts';
import { openPlace, request } from './company.ts';
import { servingContent, targetBytes } from './target-bytes.ts';

const DAY = '2026-04-06';
const BEFORE = '2026-03-30';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-processes-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Child {
  readonly process: ChildProcess;
  lines(): readonly string[];
  said(line: string): Promise<void>;
  readonly ended: Promise<void>;
}

const publisher = new URL('./publishing-child.ts', import.meta.url);
const reading = new URL('./reading-child.ts', import.meta.url);

function start(script: URL, args: readonly string[]): Child {
  const path = fileURLToPath(script);
  const running = spawn(process.execPath, ['--import', 'tsx', path, ...args]);
  let output = '';
  running.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  running.stderr.pipe(process.stderr);
  const ended = new Promise<void>((done) => running.on('close', () => done()));
  const lines = (): string[] => output.split('\n').filter(Boolean);
  const said = async (line: string): Promise<void> => {
    while (!lines().includes(line)) {
      if (running.exitCode !== null) throw new Error(`ended without saying ${line}: ${output}`);
      await wait(5);
    }
  };
  return { process: running, lines, said, ended };
}

test('two publishers that race for one date: one wins, the other gets 75 and nothing interleaves', async () => {
  const target = join(folder, 'published');
  const racers = ['one', 'two'].map((name, i) =>
    start(publisher, [join(folder, name), target, DAY, name, String(i), 'barrier']),
  );
  await Promise.all(racers.map((racer) => racer.said('ready')));
  for (const racer of racers) racer.process.stdin?.write('go\n');
  await Promise.all(racers.map((racer) => racer.ended));
  const ends = racers.map((racer) => racer.lines().at(-1));
  expect([...ends].sort()).toEqual(['exit 75', 'published']);

  const loser = racers.findIndex((racer) => racer.lines().at(-1) === 'exit 75');
  const winner = ['one', 'two'][1 - loser] ?? '';
  const place = await openPlace(join(folder, winner), { target });
  const published = await readPublished(place.store);
  expect(published?.catalogue.snapshots[DAY]?.snapshot_id).toBe(request(DAY, winner).snapshotId);
  expect(published?.catalogue.previous).toBeNull();
  expect((await verifyPublished(place.store)).faults).toEqual([]);
  place.close();
});

test('the loser of a race comes again and wins', async () => {
  const target = join(folder, 'published');
  const first = start(publisher, [join(folder, 'one'), target, DAY, 'one', '0', 'barrier']);
  await first.said('ready');
  const second = start(publisher, [join(folder, 'two'), target, BEFORE, 'two', '1']);
  await second.ended;
  expect(second.lines().at(-1)).toBe('published');
  first.process.stdin?.write('go\n');
  await first.ended;
  expect(first.lines().at(-1)).toBe('exit 75');
  const again = start(publisher, [join(folder, 'one'), target, DAY, 'one', '0']);
  await again.ended;
  expect(again.lines().at(-1)).toBe('published');
});

test('kill -9 at any moment, then a normal run: the same bytes as an undisturbed run', async () => {
  const undisturbed = await openPlace(join(folder, 'undisturbed'));
  await publishSnapshot(undisturbed.context, request(BEFORE));
  const started = performance.now();
  await publishSnapshot(undisturbed.context, request(DAY));
  const duration = performance.now() - started;
  undisturbed.close();
  const expected = await targetBytes(undisturbed.target);
  const serving = await servingContent(undisturbed.target);

  for (const share of [0.2, 0.55, 0.9]) {
    const own = join(folder, `killed-${share}`);
    const target = join(own, 'published');
    const place = await openPlace(own, { target });
    await publishSnapshot(place.context, request(BEFORE));
    place.close();

    const child = start(publisher, [own, target, DAY, 'exports', '0']);
    await child.said('started');
    await wait(duration * share);
    child.process.kill('SIGKILL');
    await child.ended;

    const next = await openPlace(own, { target });
    await publishSnapshot(next.context, request(DAY));
    next.close();
    expect(await targetBytes(target)).toEqual(expected);
    expect(await servingContent(target)).toEqual(serving);
  }
});

/** What a night's readers look at together; one publish takes a moment, so that fifty of them do. */
function smallRequest(asOf: string, inputs: string): PublishRequest {
  const read = ['scores', 'score_measures', 'features', 'alerts'];
  const full = request(asOf, inputs);
  return { ...full, tables: full.tables.filter(({ name }) => read.includes(name)), servingOnly: [] };
}

test('a reader that reads throughout fifty publishes sees no error and no mixed snapshot, in the held file and in new ones', async () => {
  const place = await openPlace(folder);
  await publishSnapshot(place.context, smallRequest(BEFORE, 'first'));
  const reader = start(reading, [join(place.target, '_serve/holdfast.duckdb')]);
  await reader.said('open');
  for (let round = 0; round < 50; round++)
    await publishSnapshot(place.context, smallRequest(round % 2 === 0 ? DAY : BEFORE, `round ${round}`));
  reader.process.stdin?.write('stop\n');
  await reader.ended;
  place.close();
  const last = JSON.parse(reader.lines().at(-1) ?? '{}');
  expect(last).toMatchObject({ held: [`${BEFORE} 40`], mixed: 0, errors: [] });
  expect(last.looks).toBeGreaterThan(3);
  expect(last.seen).toContain(`${DAY} 40`);
  expect((await stat(join(place.target, '_serve/holdfast.duckdb'))).size).toBeLessThan(16 * 2 ** 20);
}, 240_000);
