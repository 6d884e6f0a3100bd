import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, answer, xmlAnswer } from './answer.ts';
import { Bucket } from './bucket.ts';
import { type Fault, type FaultHook, send } from './faults.ts';
import { listObjects } from './list-requests.ts';
import {
  abortUpload,
  completeUpload,
  createUpload,
  listParts,
  listUploads,
  uploadPart,
  uploadPartCopy,
} from './multipart-requests.ts';
import { copyObject, deleteObject, getObject, headObject, putObject } from './object-requests.ts';
import { S3Error } from './s3-error.ts';
import { type Operation, readRequest, type S3Request } from './s3-request.ts';

const GIB = 1024 ** 3;

type Handler = (bucket: Bucket, request: S3Request, server: S3Server) => Answer;

const HANDLERS: Readonly<Partial<Record<Operation, Handler>>> = {
  GetObject: getObject,
  HeadObject: headObject,
  PutObject: putObject,
  CopyObject: (bucket, request, server) => copyObject(bucket, request, server.copyLimit),
  DeleteObject: deleteObject,
  CreateMultipartUpload: createUpload,
  UploadPart: uploadPart,
  UploadPartCopy: uploadPartCopy,
  CompleteMultipartUpload: completeUpload,
  AbortMultipartUpload: abortUpload,
  ListParts: listParts,
  ListMultipartUploads: listUploads,
  ListObjectsV2: listObjects,
  HeadBucket: () => answer(200),
};

/**
 * A strict S3 server in this process, for one bucket: it checks what real ones check (signature's presence, lengths, digests,
 * CRC32 and SHA checksums in headers and trailers, conditions, parts), and does what it is told wrong through `faults`.
 */
export class S3Server {
  readonly bucketName = 'bucket';
  bucket = new Bucket();
  faults: FaultHook = () => null;
  /** The largest source of one CopyObject. */
  copyLimit = 5 * GIB;
  /** Of every request that came, its operation and key. */
  readonly log: { readonly operation: Operation; readonly key: string }[] = [];
  readonly #http = createServer((incoming, response) => void this.#serve(incoming, response));

  static async start(): Promise<S3Server> {
    const server = new S3Server();
    await new Promise<void>((done) => server.#http.listen(0, '127.0.0.1', done));
    return server;
  }

  /** As it was at its start. */
  reset(): void {
    this.bucket = new Bucket();
    this.faults = () => null;
    this.copyLimit = 5 * GIB;
    this.log.length = 0;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise<void>((done) => this.#http.close(() => done()));
  }

  /** How many requests of an operation came. */
  count(operation: Operation): number {
    return this.log.filter((entry) => entry.operation === operation).length;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of incoming) pieces.push(piece as Buffer);
    } catch {
      return; // The client hung up.
    }
    const request = readRequest(incoming, Buffer.concat(pieces));
    this.log.push({ operation: request.operation, key: request.key });
    const fault = this.faults(request) ?? null;
    if (fault?.kind === 'reset') {
      response.destroy();
      return;
    }
    await send(response, this.#answer(request, fault), fault);
  }

  #answer(request: S3Request, fault: Fault | null): Answer {
    try {
      if (fault?.kind === 'status') throw new S3Error(fault.status, fault.code);
      requireSignature(request);
      if (request.bucket !== this.bucketName) throw new S3Error(404, 'NoSuchBucket');
      const handler = HANDLERS[request.operation];
      if (!handler) throw new S3Error(501, 'NotImplemented');
      return handler(this.bucket, request, this);
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      const said = xmlAnswer('Error', { Code: error.code, Message: error.message }, error.status);
      return request.method === 'HEAD' ? answer(error.status) : said;
    }
  }
}

function requireSignature({ headers }: S3Request): void {
  const form =
    /^AWS4-HMAC-SHA256 Credential=[^/]+\/\d{8}\/[\w-]+\/s3\/aws4_request, SignedHeaders=([\w;-]+), Signature=[0-9a-f]{64}$/;
  const signed = (form.exec(headers.authorization ?? '')?.[1] ?? '').split(';');
  const missing = ['host', 'x-amz-content-sha256', 'x-amz-date'].some((name) => !signed.includes(name));
  const unsigned = Object.keys(headers).some((name) => name.startsWith('x-amz-') && !signed.includes(name));
  if (missing || unsigned)
    throw new S3Error(403, 'AccessDenied', 'The request is not signed as it should be');
}
