import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLocalStore } from '../../src/adapters/storage/local-store.ts';
import { objectStoreContract } from './object-store.ts';

objectStoreContract('local folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-store-'));
  return {
    store: await openLocalStore(folder),
    reopen: () => openLocalStore(folder),
    dispose: () => rm(folder, { recursive: true }),
  };
});
