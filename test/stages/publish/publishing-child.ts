/**
 * A publisher in a process of its own: `publishing-child.ts <folder> <target> <as-of> <inputs> <shift> [barrier]`. With a barrier it says "ready" and
 * waits for a line on stdin just before it moves the pointer. Prints "published", "unchanged" or its exit code.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { HoldfastError } from '../../../src/errors.ts';
import { publishSnapshot } from '../../../src/stages/publish/publish-snapshot.ts';
import { gatedStore } from '../../support/hooked-store.ts';
import { openPlace, request } from './company.ts';

const [folder = '', target = '', asOf = '', inputs = '', shift = '0', barrier] = process.argv.slice(2);
const place = await openPlace(folder, { target, shift: Number(shift) });
const { store } = place;

async function gate(): Promise<void> {
  writeSync(1, 'ready\n');
  await once(process.stdin, 'data');
}

try {
  const context = { ...place.context, store: barrier ? gatedStore(store, gate) : store };
  writeSync(1, 'started\n');
  const report = await publishSnapshot(context, request(asOf, inputs));
  writeSync(1, `${report.outcome}\n`);
} catch (error) {
  if (!(error instanceof HoldfastError)) throw error;
  writeSync(1, `exit ${error.exitCode}\n`);
}
place.close();
process.stdin.destroy();
