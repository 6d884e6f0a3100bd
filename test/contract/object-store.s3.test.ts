import { afterAll, beforeAll } from 'vitest';
import { openTestStore } from '../support/s3/open-test-store.ts';
import { S3Server } from '../support/s3/s3-server.ts';
import { objectStoreContract } from './object-store.ts';

let server: S3Server;
beforeAll(async () => {
  server = await S3Server.start();
});
afterAll(() => server.stop());

/** Each store has a prefix of its own. */
function contractOn(name: string, checksums: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED'): void {
  const place = { prefix: `${checksums.toLowerCase()}/`, checksums };
  objectStoreContract(name, async () => ({
    store: await openTestStore(server, place),
    reopen: () => openTestStore(server, place),
    dispose: () => Promise.resolve(),
  }));
}

contractOn('S3', 'WHEN_SUPPORTED');
contractOn('S3 without checksums of our own', 'WHEN_REQUIRED');
