import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ObjectStore } from '../../src/ports/object-store.ts';

/** What each implementation hands in: a fresh, empty store, and how to get rid of it. */
export interface StoreUnderTest {
  readonly store: ObjectStore;
  /** The same store as another process would open it. */
  reopen(): Promise<ObjectStore>;
  dispose(): Promise<void>;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

/**
 * The cases every object store passes.
 * @param gaps cases that a store can't pass, by name, each with the reason; they are skipped, and the report shows both.
 */
export function objectStoreContract(
  name: string,
  open: () => Promise<StoreUnderTest>,
  gaps: Readonly<Record<string, string>> = {},
): void {
  describe(`object store: ${name}`, () => {
    const met = new Set<string>();
    const promise = (what: string, work: () => Promise<void>): void => {
      const gap = gaps[what];
      met.add(what);
      if (gap === undefined) test(what, work);
      else test.skip(`${what} (${gap})`, work);
    };
    let under: StoreUnderTest;
    let store: ObjectStore;
    let folder: string;

    beforeAll(async () => {
      under = await open();
      store = under.store;
      folder = await mkdtemp(join(tmpdir(), 'holdfast-contract-'));
    });

    afterAll(async () => {
      await under.dispose();
      await rm(folder, { recursive: true });
    });

    const contentOf = async (key: string): Promise<string | null> => {
      const pieces = await store.open(key);
      if (pieces === null) return null;
      const chunks: Uint8Array[] = [];
      for await (const piece of pieces) chunks.push(piece);
      return Buffer.concat(chunks).toString('utf8');
    };
    const keysBelow = async (prefix: string): Promise<string[]> => {
      const keys: string[] = [];
      for await (const { key } of store.list(prefix)) keys.push(key);
      return keys;
    };

    promise('what is not there is null, in every way of reading', async () => {
      expect(await store.read('none/x.json')).toBeNull();
      expect(await store.open('none/x.json')).toBeNull();
      expect(await store.localCopy('none/x.json', folder)).toBeNull();
      expect(await keysBelow('none/')).toEqual([]);
      await store.remove('none/x.json');
    });

    promise('put writes and replaces, and the etag follows the content', async () => {
      await store.put('put/a.json', text('one'));
      const one = await store.read('put/a.json');
      expect(Buffer.from(one?.body ?? []).toString()).toBe('one');
      expect((await store.read('put/a.json'))?.etag).toBe(one?.etag);
      await store.put('put/a.json', text('two'));
      const two = await (await under.reopen()).read('put/a.json');
      expect(Buffer.from(two?.body ?? []).toString()).toBe('two');
      expect(two?.etag).not.toBe(one?.etag);
    });

    promise('an empty object is an object', async () => {
      await store.put('put/empty', text(''));
      expect((await store.read('put/empty'))?.body.length).toBe(0);
      expect(await contentOf('put/empty')).toBe('');
    });

    promise('create writes once', async () => {
      expect(await store.create('create/a', text('first'))).toBe(true);
      expect(await store.create('create/a', text('second'))).toBe(false);
      expect(await contentOf('create/a')).toBe('first');
    });

    promise('of many writers that create one key, one does', async () => {
      const writers = Array.from({ length: 12 }, (_, i) => store.create('create/race', text(`writer ${i}`)));
      const won = await Promise.all(writers);
      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await contentOf('create/race')).toBe(`writer ${won.indexOf(true)}`);
    });

    promise('swap moves a pointer only from the value that was seen', async () => {
      expect(await store.swap('swap/p', text('x'), '"of another"')).toBe(false);
      expect(await store.read('swap/p')).toBeNull();
      expect(await store.swap('swap/p', text('one'), null)).toBe(true);
      expect(await store.swap('swap/p', text('again'), null)).toBe(false);
      const one = await store.read('swap/p');
      expect(await store.swap('swap/p', text('two'), one?.etag ?? null)).toBe(true);
      expect(await store.swap('swap/p', text('late'), one?.etag ?? null)).toBe(false);
      expect(await contentOf('swap/p')).toBe('two');
    });

    promise('a pointer may come back to an earlier value', async () => {
      for (const value of ['a', 'b', 'a', 'b']) {
        const before = await store.read('swap/back');
        expect(await store.swap('swap/back', text(value), before?.etag ?? null)).toBe(true);
      }
      expect(await contentOf('swap/back')).toBe('b');
    });

    promise('no increment is lost among writers that swap', async () => {
      const increment = async (): Promise<void> => {
        for (;;) {
          const before = await store.read('swap/counter');
          const next = before ? Number(Buffer.from(before.body).toString()) + 1 : 1;
          if (await store.swap('swap/counter', text(String(next)), before?.etag ?? null)) return;
        }
      };
      await Promise.all(Array.from({ length: 20 }, increment));
      expect(await contentOf('swap/counter')).toBe('20');
    });

    promise('a file of several megabytes goes in and comes out whole', async () => {
      const body = Buffer.alloc(9 * 1024 * 1024, 'holdfast ');
      await writeFile(join(folder, 'big'), body);
      await store.putFile('file/big', join(folder, 'big'));
      await rm(join(folder, 'big'));
      expect((await contentOf('file/big')) === body.toString()).toBe(true);
      const local = await store.localCopy('file/big', folder);
      expect((await readFile(local ?? '')).equals(body)).toBe(true);
    });

    promise('putFile replaces', async () => {
      for (const content of ['old', 'new']) {
        await writeFile(join(folder, content), content);
        await store.putFile('file/replaced', join(folder, content));
      }
      expect(await contentOf('file/replaced')).toBe('new');
    });

    promise('who began to read an object gets its old bytes to the end', async () => {
      const before = 'before '.repeat(100_000);
      await store.put('read/held', text(before));
      const pieces = await store.open('read/held');
      const iterator = (pieces as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
      const chunks: Uint8Array[] = [(await iterator.next()).value as Uint8Array];
      await store.put('read/held', text('after'));
      for (let next = await iterator.next(); !next.done; next = await iterator.next())
        chunks.push(next.value);
      expect(Buffer.concat(chunks).toString() === before).toBe(true);
      expect(await contentOf('read/held')).toBe('after');
    });

    promise(
      'copy replaces whole, as often as wanted, and later writes to one name leave the other alone',
      async () => {
        await store.put('copy/from', text('from'));
        await store.put('copy/to', text('something longer'));
        await store.copy('copy/from', 'copy/to');
        await store.copy('copy/from', 'copy/to');
        expect(await contentOf('copy/to')).toBe('from');
        await store.put('copy/from', text('changed'));
        expect(await contentOf('copy/to')).toBe('from');
        await store.remove('copy/from');
        expect(await contentOf('copy/to')).toBe('from');
        expect(await keysBelow('copy/')).toEqual(['copy/to']);
      },
    );

    promise('copy of what is not there fails', async () => {
      await expect(store.copy('copy/none', 'copy/to')).rejects.toMatchObject({ exitCode: 69 });
    });

    promise('list gives keys in order with their sizes, below the prefix only', async () => {
      const keys = ['list/a-b', 'list/a/x=1/y', 'list/a/z', 'list/b', 'listed'];
      for (const key of keys) await store.put(key, text(key));
      expect(await keysBelow('list/')).toEqual(['list/a-b', 'list/a/x=1/y', 'list/a/z', 'list/b']);
      expect(await keysBelow('list/a/')).toEqual(['list/a/x=1/y', 'list/a/z']);
      for await (const { key, bytes } of store.list('list/')) expect(bytes).toBe(key.length);
      expect(await keysBelow('')).toEqual(expect.arrayContaining(['listed', 'list/b', 'swap/p']));
    });

    promise('list goes past a page of 1,000', async () => {
      const names = Array.from({ length: 1100 }, (_, i) => `page/${String(i).padStart(4, '0')}`);
      for (let i = 0; i < names.length; i += 50)
        await Promise.all(names.slice(i, i + 50).map((key) => store.put(key, text('x'))));
      expect(await keysBelow('page/')).toEqual(names);
    });

    promise('a removed object is gone', async () => {
      await store.put('remove/x', text('x'));
      await store.remove('remove/x');
      expect(await store.read('remove/x')).toBeNull();
      expect(await keysBelow('remove/')).toEqual([]);
    });

    test('every gap is one of these cases', () => {
      expect(Object.keys(gaps).filter((what) => !met.has(what))).toEqual([]);
    });

    test.each(['', '/etc/passwd', '../x', 'a/../../x', 'a//b', '.hidden', 'a/.hidden', 'a\\b', 'a\0b'])(
      'refuses the key %j',
      async (key) => {
        await expect(store.put(key, text('x'))).rejects.toMatchObject({ exitCode: 78 });
        await expect(store.read(key)).rejects.toMatchObject({ exitCode: 78 });
      },
    );
  });
}
