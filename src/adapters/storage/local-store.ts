import { access, chmod, open, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { compareText } from '../../core/config/canonical-json.ts';
import { fail } from '../../errors.ts';
import type { ObjectInfo, ObjectStore, StoredObject } from '../../ports/object-store.ts';
import {
  absentAsNull,
  errorCode,
  linkExclusive,
  linkOrCopy,
  makeFolder,
  replaceBy,
  writeFlushed,
} from './durable-files.ts';
import { filesBelow } from './files-below.ts';
import { addGeneration, newestGeneration, project } from './generations.ts';
import { checkedKey } from './object-key.ts';
import { removeAbandoned, temporaryName } from './temporary-names.ts';

/** Unfinished writes: on the file system of the target, so that link and rename work, and outside of what readers glob. */
const UNFINISHED = '.unfinished';

/**
 * The object store on a local folder. Objects appear by link(2) or rename(2) of a complete, flushed file; `copy` shares one
 * read-only inode between both names; `swap` is explained in generations.ts.
 *
 * Opening it removes what killed writers of this machine left unfinished. The folder itself is made by the first write.
 * @throws HoldfastError storageFailed from every operation that the disk refuses.
 */
export async function openLocalStore(folder: string): Promise<ObjectStore> {
  const root = resolve(folder);
  await removeAbandoned(join(root, UNFINISHED));
  return new LocalStore(root);
}

class LocalStore implements ObjectStore {
  readonly location: string;
  readonly conditionalWrites = true;

  constructor(root: string) {
    this.location = root;
  }

  read(key: string): Promise<StoredObject | null> {
    return this.#guard(async () => {
      const newest = await newestGeneration(this.#path(key));
      if (newest === null) return null;
      // A process that may only read can't move the projection: the next writer will.
      if (newest.number > 0) await this.#project(key).catch(() => undefined);
      return { body: newest.body, etag: newest.etag };
    });
  }

  open(key: string): Promise<AsyncIterable<Uint8Array> | null> {
    return this.#guard(async () => {
      const file = await absentAsNull(open(this.#path(key)));
      return file?.createReadStream() ?? null;
    });
  }

  async *list(prefix: string): AsyncGenerator<ObjectInfo> {
    const folder = prefix === '' ? this.location : this.#path(prefix.replace(/\/$/, ''));
    const found = await this.#guard(() => filesBelow(folder, prefix));
    yield* found.sort((a, b) => compareText(a.key, b.key));
  }

  put(key: string, body: Uint8Array): Promise<void> {
    return this.#withUnfinished(body, (unfinished) => this.#replace(unfinished, key));
  }

  putFile(key: string, path: string): Promise<void> {
    return this.#guard(async () => {
      const unfinished = await this.#unfinishedPath();
      await linkOrCopy(path, unfinished);
      await this.#replace(unfinished, key);
    });
  }

  create(key: string, body: Uint8Array): Promise<boolean> {
    return this.#withUnfinished(body, async (unfinished) => {
      const target = this.#path(key);
      await makeFolder(dirname(target));
      return linkExclusive(unfinished, target);
    });
  }

  swap(key: string, body: Uint8Array, expected: string | null): Promise<boolean> {
    return this.#withUnfinished(body, async (unfinished) => {
      const target = this.#path(key);
      const before = await newestGeneration(target);
      if ((before?.etag ?? null) !== expected) return false;
      const won = await addGeneration(target, before, unfinished);
      if (won) await this.#project(key);
      return won;
    });
  }

  /** Two names of one inode: read-only from now on, so that no tool that writes in place changes both. */
  copy(from: string, to: string): Promise<void> {
    return this.#guard(async () => {
      const unfinished = await this.#unfinishedPath();
      // Fails where the object is another user's; then link(2) may be refused too, and the bytes are copied.
      await chmod(this.#path(from), 0o444).catch(() => undefined);
      await linkOrCopy(this.#path(from), unfinished);
      await this.#replace(unfinished, to);
    });
  }

  remove(key: string): Promise<void> {
    return this.#guard(() => rm(this.#path(key), { force: true }));
  }

  localCopy(key: string): Promise<string | null> {
    return this.#guard(async () => {
      const path = this.#path(key);
      return absentAsNull(access(path).then(() => path));
    });
  }

  async #replace(unfinished: string, key: string): Promise<void> {
    const target = this.#path(key);
    await makeFolder(dirname(target));
    await replaceBy(unfinished, target);
  }

  #project(key: string): Promise<void> {
    return project(this.#path(key), () => this.#unfinishedPath());
  }

  /** Runs `use` with the path of a complete, flushed file, and removes what is left of it. */
  #withUnfinished<T>(body: Uint8Array, use: (path: string) => Promise<T>): Promise<T> {
    return this.#guard(async () => {
      const path = await this.#unfinishedPath();
      try {
        await writeFlushed(path, body);
        return await use(path);
      } finally {
        await rm(path, { force: true });
      }
    });
  }

  async #unfinishedPath(): Promise<string> {
    const folder = join(this.location, UNFINISHED);
    await makeFolder(folder);
    return join(folder, temporaryName());
  }

  #path(key: string): string {
    return join(this.location, checkedKey(key));
  }

  /** What the disk refuses becomes one problem that an orchestrator may try again. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!/^E[A-Z]/.test(errorCode(error))) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      fail('storageFailed', { location: this.location, detail }, { cause: error });
    }
  }
}
