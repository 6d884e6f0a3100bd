import type { Stored } from './bucket.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';

/** If-Match and If-None-Match of a write, as AWS decides them: 412 where they don't hold, 404 for If-Match on nothing. */
export function checkWriteConditions({ headers }: S3Request, found: Stored | undefined): void {
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined && noneMatch !== '*') throw new S3Error(501, 'NotImplemented');
  if (noneMatch === '*' && found) throw new S3Error(412, 'PreconditionFailed');
  const match = headers['if-match'];
  if (match === undefined) return;
  if (!found) throw new S3Error(404, 'NoSuchKey');
  if (bare(match) !== bare(found.etag)) throw new S3Error(412, 'PreconditionFailed');
}

/** If-Match of a read, and x-amz-copy-source-if-match of a copy. */
export function checkReadCondition(match: string | string[] | undefined, found: Stored): void {
  if (match !== undefined && bare(String(match)) !== bare(found.etag))
    throw new S3Error(412, 'PreconditionFailed');
}

function bare(etag: string): string {
  return etag.replaceAll('"', '');
}
