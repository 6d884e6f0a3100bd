import type { ObjectStore } from '../../src/ports/object-store.ts';

/** What changes a store. */
type Write = 'put' | 'putFile' | 'create' | 'swap' | 'copy' | 'remove';

/** A store that runs something before each of its writes: what it throws comes in the write's place. */
export function hookedStore(store: ObjectStore, before: (name: Write) => Promise<void> | void): ObjectStore {
  const write = async <T>(name: Write, work: () => Promise<T>): Promise<T> => {
    await before(name);
    return work();
  };
  return {
    location: store.location,
    conditionalWrites: store.conditionalWrites,
    read: (key) => store.read(key),
    open: (key) => store.open(key),
    list: (prefix) => store.list(prefix),
    localCopy: (key, to) => store.localCopy(key, to),
    put: (key, body) => write('put', () => store.put(key, body)),
    putFile: (key, path) => write('putFile', () => store.putFile(key, path)),
    create: (key, body) => write('create', () => store.create(key, body)),
    swap: (key, body, expected) => write('swap', () => store.swap(key, body, expected)),
    copy: (from, to) => write('copy', () => store.copy(from, to)),
    remove: (key) => write('remove', () => store.remove(key)),
  };
}

/** A store that waits for something before it moves the pointer, as another publisher might make it. */
export function gatedStore(store: ObjectStore, gate: () => Promise<void>): ObjectStore {
  return hookedStore(store, (name) => (name === 'swap' ? gate() : undefined));
}
