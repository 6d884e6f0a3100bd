import { z } from 'zod';

const BUCKET = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w=+@-][\w=+@.-]*)*\/?$/;

/** A folder (relative to the project's root or absolute) or s3://bucket/prefix. Anything else with a scheme is a mistake. */
const path = z
  .string()
  .min(1)
  .refine(
    (text) => !/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || BUCKET.test(text),
    'must be a folder or s3://bucket/prefix',
  );

/** A variable gives text: `force_path_style: ${PATH_STYLE:-true}`. */
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** How to speak to the store of an s3:// path; '' is as good as nothing, so that a variable may leave each of them open. */
const s3Keys = {
  endpoint: z
    .string()
    .regex(/^(https?:\/\/[^\s@/]+\/?)?$/, 'must be a URL such as http://minio:9000, without a user or a path')
    .optional(),
  region: z
    .string()
    .regex(/^[a-z0-9-]*$/, 'must be a region such as eu-central-1')
    .optional(),
  force_path_style: flag.optional(),
  /** `when_required` for stores that refuse checksums in trailers. */
  checksums: z.enum(['when_supported', 'when_required']).optional(),
};

/** Keys that mean something for s3:// alone must not stand beside a folder, where they would do nothing. */
function onlyForS3(
  value: { readonly path: string; readonly [key: string]: unknown },
  context: z.core.$RefinementCtx,
): void {
  if (value.path.startsWith('s3://')) return;
  for (const key of [...Object.keys(s3Keys), 'conditional_writes', 'cache_size'])
    if (Object.hasOwn(value, key) && value[key] !== '')
      context.addIssue({ code: 'custom', path: [key], message: 'is for paths that begin with s3://' });
}

/** A place that is published into. */
export const targetLocation = z
  .strictObject({
    path,
    ...s3Keys,
    /** What to do where the store ignores the condition of a write: `required` refuses it. */
    conditional_writes: z.enum(['required', 'best_effort']).optional(),
  })
  .superRefine(onlyForS3);

export function sourcesLocation(size: z.ZodType<string, string>) {
  return z
    .strictObject({
      path,
      ...s3Keys,
      /** What downloads may take of the disk; the least recently used ones go first. */
      cache_size: size.optional(),
    })
    .superRefine(onlyForS3);
}
