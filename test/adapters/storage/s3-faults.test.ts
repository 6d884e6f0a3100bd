import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fail, HoldfastError } from '../../../src/errors.ts';
import type { ObjectStore } from '../../../src/ports/object-store.ts';
import { type Fault, faultFor } from '../../support/s3/faults.ts';
import { freshS3Server } from '../../support/s3/fresh-s3-server.ts';
import { openTestStore } from '../../support/s3/open-test-store.ts';

const MIB = 1024 * 1024;
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const error500: Fault = { kind: 'status', status: 500, code: 'InternalError' };
const slowDown: Fault = { kind: 'status', status: 503, code: 'SlowDown' };
const reset: Fault = { kind: 'reset' };
const lost: Fault = { kind: 'lost' };

const server = await freshS3Server();
let store: ObjectStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdfast-s3-'));
});
beforeEach(async () => {
  store = await openTestStore(server);
});
afterAll(() => rm(folder, { recursive: true }));

async function contentOf(key: string, from: ObjectStore = store): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of (await from.open(key)) ?? []) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function fileOf(bytes: number): Promise<{ path: string; content: Buffer }> {
  const path = join(folder, `file-${bytes}`);
  const content = Buffer.alloc(bytes, 'holdfast and the like ');
  await writeFile(path, content);
  return { path, content };
}

describe('what passes is tried again', () => {
  test.each([
    ['500', error500],
    ['503 SlowDown', slowDown],
    ['a reset', reset],
    ['a lost answer', lost],
  ])('%s of a put', async (_name, fault) => {
    server.faults = faultFor('PutObject', fault, 2);
    await store.put('a', text('content'));
    expect((await contentOf('a')).toString()).toBe('content');
    expect(server.count('PutObject')).toBe(3);
  });

  test('a store that does not answer in time', async () => {
    const impatient = await openTestStore(server, { limits: { answerMs: 200 } });
    await store.put('a', text('content'));
    server.faults = faultFor('GetObject', { kind: 'delay', milliseconds: 2000 });
    expect((await contentOf('a', impatient)).toString()).toBe('content');
  });

  test('a store that is down for good is exit 69, and nobody waits for ever', async () => {
    const impatient = await openTestStore(server, { limits: { attempts: 2 } });
    server.faults = faultFor('PutObject', slowDown, 100);
    await expect(impatient.put('a', text('x'))).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringContaining('asks for fewer requests (SlowDown, HTTP 503, 2 attempts)'),
    });
    expect(server.count('PutObject')).toBe(2);
  });
});

describe('reading', () => {
  test('a body that ends early is gone on with where it broke off', async () => {
    const { path, content } = await fileOf(3 * MIB);
    await store.putFile('big', path);
    let left = 4;
    server.faults = ({ operation }) =>
      operation === 'GetObject' && left-- > 0 ? { kind: 'truncate', bytes: 700_000 } : null;
    expect((await contentOf('big')).equals(content)).toBe(true);
    expect(server.count('GetObject')).toBe(5);
  });

  test('an object that is replaced meanwhile is no mixture of both', async () => {
    const { path } = await fileOf(3 * MIB);
    await store.putFile('big', path);
    server.faults = faultFor('GetObject', { kind: 'truncate', bytes: 1000 });
    const pieces = await store.open('big');
    await store.put('big', text('another'));
    const read = async () => {
      for await (const _piece of pieces ?? []);
    };
    await expect(read()).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringContaining('replaced while it was read'),
    });
  });

  test('a small object is read again when a byte of it is wrong', async () => {
    await store.put('a', text('content'));
    server.faults = faultFor('GetObject', { kind: 'corrupt' }, 2);
    expect(Buffer.from((await store.read('a'))?.body ?? []).toString()).toBe('content');
  });

  test('a small object that broke off is read from its beginning, where its checksum holds', async () => {
    await store.put('a', text('content'));
    const faults: Fault[] = [{ kind: 'truncate', bytes: 3 }, { kind: 'corrupt' }];
    server.faults = ({ operation }) => (operation === 'GetObject' ? faults.shift() : null);
    expect(Buffer.from((await store.read('a'))?.body ?? []).toString()).toBe('content');
  });

  test('a wrong byte of a large object is found', async () => {
    await store.put('a', text('content'));
    server.faults = faultFor('GetObject', { kind: 'corrupt' }, 100);
    await expect(contentOf('a')).rejects.toMatchObject({ exitCode: 69 });
    await expect(store.read('a')).rejects.toMatchObject({ exitCode: 69 });
  });

  test('a body that always ends before it has begun is given up', async () => {
    await store.put('a', text('content'));
    server.faults = faultFor('GetObject', { kind: 'truncate', bytes: 0 }, 100);
    await expect(store.read('a')).rejects.toMatchObject({ exitCode: 69 });
  });
});

describe('large files', () => {
  test.each([
    ['500', error500],
    ['a reset', reset],
    ['a lost answer', lost],
  ])('%s of every operation once', async (_name, fault) => {
    const { path, content } = await fileOf(20 * MIB);
    const seen = new Set<string>();
    server.faults = ({ operation }) => {
      const again = seen.has(operation);
      seen.add(operation);
      return again ? null : fault;
    };
    await store.putFile('big', path);
    expect((await contentOf('big')).equals(content)).toBe(true);
    // A lost answer to the beginning leaves an upload that nobody knows of; it is old after a day.
    expect(server.bucket.uploads.size).toBe(fault === lost ? 1 : 0);
  });

  test('a part that fails for good leaves no upload behind, and the old object as it was', async () => {
    const impatient = await openTestStore(server, { limits: { attempts: 2 } });
    const { path } = await fileOf(20 * MIB);
    await store.put('big', text('old'));
    server.faults = ({ operation, query }) =>
      operation === 'UploadPart' && query.get('partNumber') === '2' ? error500 : null;
    await expect(impatient.putFile('big', path)).rejects.toMatchObject({ exitCode: 69 });
    expect(server.bucket.uploads.size).toBe(0);
    expect((await contentOf('big')).toString()).toBe('old');
  });

  test('a stop ends an upload at once, says why and leaves nothing behind', async () => {
    const controller = new AbortController();
    const stopped = new HoldfastError([]);
    const stopping = await openTestStore(server, { signal: controller.signal });
    const { path } = await fileOf(20 * MIB);
    server.faults = ({ operation, query }) => {
      if (operation === 'UploadPart' && query.get('partNumber') === '3') controller.abort(stopped);
      return null;
    };
    await expect(stopping.putFile('big', path)).rejects.toBe(stopped);
    expect(server.bucket.uploads.size).toBe(0);
  });

  describe('what killed writers left', () => {
    const data = (number: number) => `_data/${number.toString(16).padStart(64, '0')}.parquet`;
    const begin = (key: string, hoursAgo: number) =>
      Object.assign(server.bucket.begin(key, {}), { begun: new Date(Date.now() - hoursAgo * 3_600_000) });
    const keys = () => [...server.bucket.uploads.values()].map(({ key }) => key);

    test('more than a day ago is removed, what is younger or of others is not', async () => {
      begin(`project/${data(1)}`, 25);
      begin('project/_serve/holdfast.duckdb', 25);
      begin('project/tables/scores/v=1/snapshot_date=2026-01-05/data.parquet', 25);
      const stays = [`project/${data(2)}`, `elsewhere/${data(3)}`];
      begin(`project/${data(2)}`, 23);
      begin(`elsewhere/${data(3)}`, 25);
      await store.putFile('big', (await fileOf(9 * MIB)).path);
      expect(keys()).toEqual(stays);
    });

    test('is told by its key from what other programs upload into the same bucket', async () => {
      const whole = await openTestStore(server, { prefix: '' });
      const foreign = ['backup.tar', '_data/backup.tar', `team/${data(1)}`, 'tables/dump.parquet'];
      for (const key of [...foreign, data(1)]) begin(key, 100);
      await whole.putFile('big', (await fileOf(9 * MIB)).path);
      expect(keys()).toEqual(foreign);
    });

    test('is removed however much there is of it', async () => {
      for (let i = 0; i < 2001; i++) begin(`project/${i === 2000 ? data(i) : `_data/${i}`}`, 25);
      await store.putFile('big', (await fileOf(9 * MIB)).path);
      expect(keys()).toHaveLength(2000);
      expect(keys()).not.toContain(`project/${data(2000)}`);
    });

    test('may not be listed or removed by everybody, and stands in no way', async () => {
      begin(`project/${data(1)}`, 25);
      const denied: Fault = { kind: 'status', status: 403, code: 'AccessDenied' };
      for (const operation of ['ListMultipartUploads', 'AbortMultipartUpload'] as const) {
        const own = await openTestStore(server);
        server.faults = faultFor(operation, denied, 100);
        await own.putFile('big', (await fileOf(9 * MIB)).path);
      }
      expect(keys()).toHaveLength(1);
    });

    test('is not looked for any further after a stop', async () => {
      const controller = new AbortController();
      const stopped = new HoldfastError([]);
      const stopping = await openTestStore(server, { signal: controller.signal });
      server.faults = ({ operation }) => {
        if (operation === 'ListMultipartUploads') controller.abort(stopped);
        return operation === 'ListMultipartUploads' ? { kind: 'delay', milliseconds: 2000 } : null;
      };
      await expect(stopping.putFile('big', (await fileOf(9 * MIB)).path)).rejects.toBe(stopped);
      expect(server.log.map(({ operation }) => operation)).toEqual(['ListMultipartUploads']);
    });
  });
});

describe('copies', () => {
  test('what one request may not copy is copied in parts', async () => {
    const { path, content } = await fileOf(20 * MIB);
    await store.putFile('from', path);
    server.copyLimit = 10 * MIB;
    await store.copy('from', 'to');
    expect((await contentOf('to')).equals(content)).toBe(true);
    expect(server.count('UploadPartCopy')).toBe(1);
  });

  test('of a key with signs that a header must not have', async () => {
    await store.put('tables/v=1/a+b@c', text('content'));
    await store.copy('tables/v=1/a+b@c', 'tables/v=1/d+e');
    expect((await contentOf('tables/v=1/d+e')).toString()).toBe('content');
  });
});

describe('conditional writes', () => {
  test('one whose answer was lost is known again', async () => {
    await store.create('warm', text('x'));
    server.faults = faultFor('PutObject', lost);
    expect(await store.create('a', text('mine'))).toBe(true);
    server.faults = faultFor('PutObject', lost);
    expect(await store.swap('a', text('next'), (await store.read('a'))?.etag ?? null)).toBe(true);
    expect((await contentOf('a')).toString()).toBe('next');
  });

  test.each([
    ['a lost answer', lost],
    ['a conflict', { kind: 'status', status: 409, code: 'ConditionalRequestConflict' } as const],
  ])('%s does not make the store look as if it kept no conditions', async (_name, fault) => {
    server.faults = faultFor('PutObject', fault);
    expect(await store.create('a', text('mine'))).toBe(true);
  });

  test('one that another writer has won with the same bytes is lost', async () => {
    const other = await openTestStore(server);
    expect(await other.create('a', text('same'))).toBe(true);
    expect(await store.create('a', text('same'))).toBe(false);
  });

  test('a conflict is tried again', async () => {
    await store.create('warm', text('x'));
    server.faults = faultFor(
      'PutObject',
      { kind: 'status', status: 409, code: 'ConditionalRequestConflict' },
      2,
    );
    expect(await store.create('a', text('mine'))).toBe(true);
  });

  test('a conflict without end is a lost race for the pointer', async () => {
    const impatient = await openTestStore(server, { limits: { attempts: 2 } });
    await impatient.create('p', text('one'));
    const etag = (await impatient.read('p'))?.etag ?? null;
    server.faults = faultFor(
      'PutObject',
      { kind: 'status', status: 409, code: 'ConditionalRequestConflict' },
      9,
    );
    expect(await impatient.swap('p', text('two'), etag)).toBe(false);
    await expect(impatient.create('q', text('x'))).rejects.toMatchObject({ exitCode: 69 });
  });

  const ignoring = (...headers: string[]) => {
    server.faults = (request) => {
      for (const header of headers) delete request.headers[header];
      return null;
    };
  };

  test.each([['if-none-match'], ['if-match']])('a store that ignores %s is refused', async (header) => {
    ignoring(header);
    await expect(store.create('a', text('x'))).rejects.toMatchObject({ exitCode: 78 });
    await expect(store.swap('a', text('x'), null)).rejects.toMatchObject({ exitCode: 78 });
    expect([...server.bucket.objects.keys()]).toEqual([]);
  });

  test('or used with the weaker promise, where that is asked for', async () => {
    ignoring('if-none-match', 'if-match');
    const weak = await openTestStore(server, { conditionalWrites: 'best_effort' });
    expect(weak.conditionalWrites).toBe(false);
    expect(await weak.create('a', text('one'))).toBe(true);
    expect(await weak.create('a', text('two'))).toBe(false);
    const etag = (await weak.read('a'))?.etag ?? null;
    expect(await weak.swap('a', text('two'), etag)).toBe(true);
    expect(await weak.swap('a', text('three'), etag)).toBe(false);
  });
});

describe('what is said of a failure', () => {
  test.each([
    ['InvalidAccessKeyId', 403, 'the access key is unknown'],
    ['SignatureDoesNotMatch', 403, 'the secret key'],
    ['AccessDenied', 403, 'access is denied'],
    ['NoSuchBucket', 404, 'there is no such bucket'],
    ['PermanentRedirect', 301, 'sends us elsewhere'],
  ])('%s', async (code, status, words) => {
    server.faults = () => ({ kind: 'status', status, code });
    const failure = await store.put('a', text('x')).catch((error: HoldfastError) => error);
    expect(failure).toMatchObject({ exitCode: 69, message: expect.stringContaining(words) });
    expect(JSON.stringify((failure as HoldfastError).problems)).not.toMatch(/planted|holdfast-test/);
  });

  test('a place where nothing listens', async () => {
    const nowhere = await openTestStore(server, { endpoint: 'http://127.0.0.1:9', limits: { attempts: 1 } });
    await expect(nowhere.read('a')).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringContaining('nothing answers there'),
    });
  });

  test('a download leaves what it holds in the folder', async () => {
    await store.put('a/b', text('content'));
    const path = (await store.localCopy('a/b', folder)) ?? fail('defect', { detail: 'absent' });
    expect(await readFile(path, 'utf8')).toBe('content');
  });
});
