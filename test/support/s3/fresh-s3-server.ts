import { afterAll, beforeEach } from 'vitest';
import { setTestCredentials } from './open-test-store.ts';
import { S3Server } from './s3-server.ts';

/** A server for the tests of one file: before each of them with an empty bucket and without faults. */
export async function freshS3Server(): Promise<S3Server> {
  setTestCredentials();
  const server = await S3Server.start();
  beforeEach(() => server.reset());
  afterAll(() => server.stop());
  return server;
}
