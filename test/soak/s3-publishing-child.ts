/**
 * A publisher into a bucket, in a process of its own: `s3-publishing-child.ts <folder> <endpoint>`. Says "ready"; for each line
 * `<as-of> <inputs>` on stdin it publishes, and says "published", "unchanged" or its exit code.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { s3Place } from '../../src/adapters/storage/s3-place.ts';
import { openS3Store } from '../../src/adapters/storage/s3-store.ts';
import { HoldfastError } from '../../src/errors.ts';
import { publishSnapshot } from '../../src/stages/publish/publish-snapshot.ts';
import { openPlace } from '../stages/publish/company.ts';
import { setTestCredentials } from '../support/s3/open-test-store.ts';
import { soakRequest } from './soak-request.ts';

const [folder = '', endpoint = ''] = process.argv.slice(2);
setTestCredentials();
const limits = { attempts: 4, answerMs: 1000 };
const place = s3Place({ path: 's3://bucket/soak', endpoint });
const machine = await openPlace(folder, { store: await openS3Store(place, { limits }) });
writeSync(1, 'ready\n');

for await (const line of createInterface({ input: process.stdin })) {
  const [asOf = '', inputs = ''] = line.split(' ');
  writeSync(1, `${await publish(asOf, inputs)}\n`);
}
machine.close();

/** Each publish opens the store anew, as a nightly run does. */
async function publish(asOf: string, inputs: string): Promise<string> {
  try {
    const store = await openS3Store(place, { limits });
    return (await publishSnapshot({ ...machine.context, store }, soakRequest(asOf, inputs))).outcome;
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return `exit ${error.exitCode}`;
  }
}
