import { fail } from '../../errors.ts';

/** What a configuration may say of a bucket beside its path. */
export interface S3Settings {
  /** s3://bucket or s3://bucket/prefix. */
  readonly path: string;
  /** Of a store that is not AWS, such as http://minio:9000. */
  readonly endpoint?: string | undefined;
  readonly region?: string | undefined;
  /** The bucket in the path and not in the host's name; what most stores beside AWS need, so the default with an endpoint. */
  readonly force_path_style?: boolean | undefined;
  readonly checksums?: 'when_supported' | 'when_required' | undefined;
  readonly conditional_writes?: 'required' | 'best_effort' | undefined;
}

/** A bucket, the part of it that is meant, and how to speak to its store. */
export interface S3Place {
  /** For people: s3://bucket/prefix. */
  readonly location: string;
  readonly bucket: string;
  /** '' or ends in '/'. */
  readonly prefix: string;
  readonly endpoint: string | undefined;
  readonly region: string | undefined;
  readonly forcePathStyle: boolean;
  /** `WHEN_REQUIRED` for stores that refuse checksums in trailers. */
  readonly checksums: 'WHEN_SUPPORTED' | 'WHEN_REQUIRED';
  readonly conditionalWrites: 'required' | 'best_effort';
}

/** Makes a place of what a configuration says; the defaults are AWS's own. */
export function s3Place(settings: S3Settings): S3Place {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/*(.*?)\/*$/.exec(settings.path) ?? [];
  if (bucket === undefined) return fail('pathEscapes', { path: settings.path });
  const endpoint = settings.endpoint || undefined;
  return {
    location: `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`,
    bucket,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint,
    region: settings.region || undefined,
    forcePathStyle: settings.force_path_style ?? endpoint !== undefined,
    checksums: settings.checksums === 'when_required' ? 'WHEN_REQUIRED' : 'WHEN_SUPPORTED',
    conditionalWrites: settings.conditional_writes ?? 'required',
  };
}
