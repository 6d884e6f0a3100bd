import type { S3Limits } from '../../../src/adapters/storage/s3-connection.ts';
import { type S3Place, s3Place } from '../../../src/adapters/storage/s3-place.ts';
import { openS3Store } from '../../../src/adapters/storage/s3-store.ts';
import type { ObjectStore } from '../../../src/ports/object-store.ts';
import type { S3Server } from './s3-server.ts';

/** The default credential chain looks here first; the test server believes anybody who signs. */
export function setTestCredentials(): void {
  process.env['AWS_ACCESS_KEY_ID'] = 'holdfast-test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'planted-secret-key';
  process.env['AWS_REGION'] = 'us-east-1';
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}

export function placeOn(server: S3Server, prefix = 'project'): S3Place {
  return s3Place({ path: `s3://${server.bucketName}/${prefix}`, endpoint: server.endpoint });
}

export function openTestStore(
  server: S3Server,
  more: Partial<S3Place> & { readonly limits?: Partial<S3Limits>; readonly signal?: AbortSignal } = {},
): Promise<ObjectStore> {
  const { limits, signal, ...place } = more;
  setTestCredentials();
  return openS3Store({ ...placeOn(server), ...place }, { ...(limits ? { limits } : {}), signal });
}
