import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { setTestCredentials } from '../support/s3/open-test-store.ts';
import { radosgwIsInstalled, startRadosgw } from '../support/s3/radosgw.ts';

/** A real S3 server to test against. */
export interface RealServer {
  readonly kind: 'radosgw' | 'named';
  readonly endpoint: string;
  readonly bucket: string;
  stop(): Promise<void>;
}

/**
 * The server that HOLDFAST_TEST_S3_ENDPOINT names, with the credentials of the environment and the bucket
 * HOLDFAST_TEST_S3_BUCKET; or radosgw, started here; or why there is none.
 */
export async function startRealServer(): Promise<RealServer | string> {
  const endpoint = process.env['HOLDFAST_TEST_S3_ENDPOINT'];
  const bucket = process.env['HOLDFAST_TEST_S3_BUCKET'] ?? 'holdfast-test';
  if (endpoint) return { kind: 'named', endpoint, bucket, stop: () => Promise.resolve() };
  if (!(await radosgwIsInstalled()))
    return 'no S3 server: install radosgw, ceph-mon and ceph-osd, or set HOLDFAST_TEST_S3_ENDPOINT';
  setTestCredentials();
  return startCluster(bucket).catch((error: unknown) => `radosgw does not start here: ${String(error)}`);
}

async function startCluster(bucket: string): Promise<RealServer> {
  const radosgw = await startRadosgw(
    process.env['AWS_ACCESS_KEY_ID'] ?? '',
    process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
  );
  const client = new S3Client({ endpoint: radosgw.endpoint, forcePathStyle: true, region: 'us-east-1' });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  return { kind: 'radosgw', endpoint: radosgw.endpoint, bucket, stop: () => radosgw.stop() };
}
