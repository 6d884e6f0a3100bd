/** A second process that raises the counter `p.json` of a store N times by compare-and-swap, and prints a dot for each. */
import { writeSync } from 'node:fs';
import { openLocalStore } from '../../../src/adapters/storage/local-store.ts';

const [folder = '', times = '1'] = process.argv.slice(2);
const store = await openLocalStore(folder);
for (let done = 0; done < Number(times); ) {
  const before = await store.read('p.json');
  const next = before ? Number(Buffer.from(before.body).toString()) + 1 : 1;
  const won = await store.swap('p.json', Buffer.from(String(next)), before?.etag ?? null);
  if (!won) continue;
  writeSync(1, '.');
  done++;
}
