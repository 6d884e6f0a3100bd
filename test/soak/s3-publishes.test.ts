import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ObjectStore } from '../../src/ports/object-store.ts';
import { collectGarbage } from '../../src/stages/publish/collect-garbage.ts';
import { publishSnapshot } from '../../src/stages/publish/publish-snapshot.ts';
import { readManifests, readPublished } from '../../src/stages/publish/read-published.ts';
import { verifyPublished } from '../../src/stages/publish/verify-published.ts';
import { digestOf } from '../../src/stages/sha256.ts';
import { openPlace } from '../stages/publish/company.ts';
import type { Fault } from '../support/s3/faults.ts';
import { openTestStore } from '../support/s3/open-test-store.ts';
import { S3Server } from '../support/s3/s3-server.ts';
import { soakRequest } from './soak-request.ts';

const PUBLISHES = Number(process.env['SOAK_PUBLISHES'] ?? 200);
const SEED = Number(process.env['SOAK_SEED'] ?? 3);
const DAYS = ['2026-03-23', '2026-03-30', '2026-04-06'] as const;
const child = fileURLToPath(new URL('./s3-publishing-child.ts', import.meta.url));

let folder: string;
let server: S3Server;
let reader: ObjectStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-soak-s3-'));
  server = await S3Server.start();
  reader = await openTestStore(server, { prefix: 'soak/' });
  // Two machines, each with its build.
  for (const name of ['one', 'two']) (await openPlace(join(folder, name), { store: reader })).close();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const random = chance(SEED);

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 500, code: 'InternalError' },
  { kind: 'status', status: 503, code: 'SlowDown' },
  { kind: 'status', status: 409, code: 'ConditionalRequestConflict' },
  { kind: 'reset' },
  { kind: 'lost' },
  { kind: 'delay', milliseconds: 200 },
  { kind: 'delay', milliseconds: 2000 },
  { kind: 'truncate', bytes: 100 },
  { kind: 'corrupt' },
];

/** Of the requests, this share goes wrong in one way or another. */
function goWrong(share: number): void {
  server.faults = () => (random() < share ? (FAULTS[Math.floor(random() * FAULTS.length)] ?? null) : null);
}

/** A publisher's process, which goes from publish to publish until it is killed. */
class Publisher {
  readonly #place: string;
  #process: ChildProcess | null = null;
  #tell: (said: string) => void = () => undefined;

  constructor(place: string) {
    this.#place = place;
  }

  /** Publishes once, and is killed after a while if told so. Says how it ended. */
  async publish(day: string, inputs: string, killAfterMs: number | null): Promise<string> {
    const running = this.#process ?? (await this.#start());
    const end = this.#next();
    running.stdin?.write(`${day} ${inputs}\n`);
    const timer = killAfterMs === null ? null : setTimeout(() => running.kill('SIGKILL'), killAfterMs);
    const said = await end;
    if (timer !== null) clearTimeout(timer);
    return said;
  }

  async stop(): Promise<void> {
    if (this.#process === null) return;
    const end = this.#next();
    this.#process.kill('SIGKILL');
    await end;
  }

  async #start(): Promise<ChildProcess> {
    const argv = ['--import', 'tsx', child, join(folder, this.#place), server.endpoint];
    const running = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
    running.stdout.on('data', (data: Buffer) => this.#tell(data.toString().trim()));
    running.on('close', (code, signal) => {
      this.#process = null;
      this.#tell(signal ?? `ended ${code}`);
    });
    this.#process = running;
    const said = await this.#next();
    if (said !== 'ready') throw new Error(`the publisher ${said}`);
    return running;
  }

  #next(): Promise<string> {
    return new Promise((resolve) => {
      this.#tell = resolve;
    });
  }
}

/** What a reader that follows the pointer sees: the snapshot of each day, every object of it read and found as its manifest says. */
async function seen(): Promise<Record<string, string>> {
  const published = await readPublished(reader);
  if (published === null) return {};
  for (const { tables } of await readManifests(reader, published.catalogue)) {
    for (const { object, bytes, sha256 } of tables) {
      const pieces = await reader.open(object);
      expect(pieces && (await digestOf(pieces))).toEqual({ bytes, sha256 });
    }
  }
  const entries = Object.entries(published.catalogue.snapshots);
  return Object.fromEntries(entries.map(([day, entry]) => [day, entry.snapshot_id]));
}

test(`${PUBLISHES} publishes with faults and kills: no reader ever sees a torn snapshot, and nothing that was published is lost`, async () => {
  const machines = [new Publisher('one'), new Publisher('two')];
  const ends: Record<string, number> = {};
  let before: Record<string, string> = {};
  for (let round = 0; round < PUBLISHES; ) {
    goWrong(random() < 0.2 ? 0.3 : 0.05);
    const jobs = machines.slice(0, round % 8 === 7 ? 2 : 1).map((machine, index) => {
      const day = DAYS[Math.floor(random() * DAYS.length)] ?? DAYS[0];
      const inputs = `inputs-${round}-${index}`;
      const end = machine.publish(day, inputs, random() < 0.35 ? random() * 1200 : null);
      return { day, snapshotId: soakRequest(day, inputs).snapshotId, end };
    });
    const outcomes = await Promise.all(jobs.map(({ end }) => end));
    server.faults = () => null;
    round += jobs.length;

    const now = await seen();
    for (const outcome of outcomes) {
      expect(['published', 'SIGKILL', 'exit 69', 'exit 75']).toContain(outcome);
      ends[outcome] = (ends[outcome] ?? 0) + 1;
    }
    for (const [day, id] of Object.entries(now)) {
      const possible = [before[day], ...jobs.flatMap((job) => (job.day === day ? [job.snapshotId] : []))];
      expect(possible).toContain(id);
    }
    expect(Object.keys(now)).toEqual(expect.arrayContaining(Object.keys(before)));
    for (const [index, { day, snapshotId }] of jobs.entries()) {
      const alone = jobs.filter((other) => other.day === day).length === 1;
      if (outcomes[index] === 'published' && alone) expect(now[day]).toBe(snapshotId);
    }
    before = now;
  }
  for (const machine of machines) await machine.stop();
  console.log(`${PUBLISHES} publishes, seed ${SEED}:`, ends, `${server.log.length} requests`);
  expect(ends['published']).toBeGreaterThan(PUBLISHES / 4);
  expect(ends['SIGKILL'] ?? 0).toBeGreaterThanOrEqual(Math.floor(PUBLISHES / 10));

  const place = await openPlace(join(folder, 'one'), { store: reader });
  await publishSnapshot(place.context, soakRequest(DAYS[2], 'the end'));
  expect((await verifyPublished(reader)).faults).toEqual([]);
  await collectGarbage(reader, { keep: 1, writtenBeforeMs: Date.now() + 60_000, apply: true });
  expect(await verifyPublished(reader)).toMatchObject({ faults: [] });
  expect(server.bucket.uploads.size).toBe(0);
  place.close();
});
