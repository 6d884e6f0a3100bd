/**
 * A publisher in a process of its own: `publishing-child.ts <folder> <target> <as-of> <inputs> <shift> [barrier]`. With a barrier it says "ready" and
 * waits for a line on stdin just before it moves the pointer. Prints "published", "unchanged" or its exit code.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { HoldfastError } from '../../../src/errors.ts';
import type { ObjectStore } from '../../../src/ports/object-store.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { openPlace, request } from './company.ts';

const [folder = '', target = '', asOf = '', inputs = '', shift = '0', barrier] = process.argv.slice(2);
const place = await openPlace(folder, { target, shift: Number(shift) });
const { store } = place;

/** Waits at the gate, then swaps as the real store does. */
async function swapAtGate(...args: Parameters<ObjectStore['swap']>): Promise<boolean> {
  writeSync(1, 'ready\n');
  await once(process.stdin, 'data');
  return store.swap(...args);
}

const gated: ObjectStore = {
  location: store.location,
  conditionalWrites: true,
  read: (key) => store.read(key),
  open: (key) => store.open(key),
  list: (prefix) => store.list(prefix),
  localCopy: (key, to) => store.localCopy(key, to),
  put: (key, body) => store.put(key, body),
  putFile: (key, path) => store.putFile(key, path),
  create: (key, body) => store.create(key, body),
  swap: swapAtGate,
  copy: (from, to) => store.copy(from, to),
  remove: (key) => store.remove(key),
};
try {
  const context = { ...place.context, store: barrier ? gated : store };
  writeSync(1, 'started\n');
  const report = await publishSnapshot(context, request(asOf, inputs));
  writeSync(1, `${report.outcome}\n`);
} catch (error) {
  if (!(error instanceof HoldfastError)) throw error;
  writeSync(1, `exit ${error.exitCode}\n`);
}
place.close();
process.stdin.destroy();
