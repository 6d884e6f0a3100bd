import { z } from 'zod';
import { name, share } from './names.ts';

/** Types a raw column can have. Money is decimal here and becomes integer cents in staging. */
const columnType = z
  .string()
  .regex(
    /^(varchar|boolean|integer|bigint|double|date|timestamp|decimal\(([1-9]|[12]\d|3[0-8]),\s?\d{1,2}\))$/,
    'must be varchar, boolean, integer, bigint, double, date, timestamp or decimal(p,s)',
  );

/**
 * When a column's value may be believed: `fixed`, true from the row's start; `history`, mutable and believed
 * only through dated full exports; `dated_by`, null as of any instant up to the named column's.
 */
const believed = z.union([z.enum(['fixed', 'history']), z.strictObject({ dated_by: name })]);

const sourceColumn = z.strictObject({
  name,
  /** The column's name in the file where it differs. */
  from: z.string().min(1).optional(),
  type: columnType,
  description: z.string().optional(),
  believed: believed.optional(),
  /** A row without a value here is rejected. Columns of the key are always required. */
  required: z.boolean().default(false),
  /** The column may be missing from older files, whose rows then hold null. */
  optional: z.boolean().default(false),
  /** strptime pattern of a date or timestamp; ISO 8601 without it. */
  format: z.string().optional(),
  /** IANA zone that the file's timestamps are written in; UTC without it. */
  time_zone: z.string().optional(),
  /** A value outside is rejected. Days as YYYY-MM-DD for dates and timestamps. */
  min: z.union([z.number(), z.iso.date()]).optional(),
  max: z.union([z.number(), z.iso.date()]).optional(),
  /** Personal data: an e-mail address, a person's name. Never shown in messages or records, never published. */
  personal: z.boolean().default(false),
});
export type SourceColumn = z.infer<typeof sourceColumn>;

const csv = z.strictObject({
  type: z.literal('csv'),
  delimiter: z.string().length(1).default(','),
  quote: z.string().length(1).default('"'),
  escape: z.string().length(1).default('"'),
  encoding: z.enum(['utf-8', 'utf-16', 'latin-1']).default('utf-8'),
  /** Texts that mean "no value", beside the empty field. */
  nulls: z.array(z.string()).default([]),
  decimal: z.enum(['.', ',']).default('.'),
});
/** Lines without delimiter or header, such as `00004 0001 19970101  2   29.33`. */
const fixedWidth = z.strictObject({
  type: z.literal('fixed_width'),
  /** First and last character of each field, counted from 1. A line that ends before the last of them is rejected. */
  fields: z.record(
    z.string().min(1),
    z
      .tuple([z.int().min(1), z.int().min(1)])
      .refine(([first, last]) => first <= last, 'must be the first and the last character of the field'),
  ),
});

export const fileFormat = z.discriminatedUnion('type', [
  csv,
  fixedWidth,
  z.strictObject({ type: z.literal('jsonl') }),
  z.strictObject({ type: z.literal('parquet') }),
]);
export type FileFormat = z.infer<typeof fileFormat>;

const files = z.strictObject({
  /**
   * Pattern relative to the sources' root: `*` and `**` as in a glob, `{date}` for YYYY-MM-DD, `{month}` for YYYY-MM.
   * The file's own date is that day, or the first day after that month. A name ending in .gz is gunzipped.
   */
  path: z.string().min(1),
  format: fileFormat,
});

const knownAt = z.union([
  /** `event_time`: as it happened. `file`: the later of that and the file's own date. */
  z.enum(['event_time', 'file']),
  z.strictObject({ column: name }),
  z.strictObject({ delay_days: z.int().min(0) }),
]);

const sourceTable = z.strictObject({
  name,
  description: z.string().min(1),
  /** `events`: rows that happened and stay. `full_export`: each file is the whole state of its day, and becomes history. */
  kind: z.enum(['events', 'full_export']),
  files: z.array(files).min(1),
  key: z.array(name).min(1),
  event_time: name.optional(),
  known_at: knownAt.optional(),
  /** Events: which of several rows with one key counts, in the order of file date, path, record. */
  duplicates: z.enum(['first', 'last']).default('first'),
  columns: z.array(sourceColumn).min(1),
  tolerate: z
    .strictObject({
      /** Share of a file's rows that may be rejected before the run stops. */
      rejects: share.default(0.01),
      /** Share of entities that may disappear from one full export to the next. */
      vanished: share.default(0.2),
    })
    .prefault({}),
  /** No file at all is exit 66, unless the source is optional. */
  optional: z.boolean().default(false),
  /**
   * How many days before the as-of date the newest file or event may lie: beyond `warn_after_days` there is a warning, beyond
   * `fail_after_days` the run stops with exit 66, to be tried again when the export has come.
   */
  freshness: z
    .strictObject({
      warn_after_days: z.int().min(1).optional(),
      fail_after_days: z.int().min(1).optional(),
    })
    .refine(
      ({ warn_after_days, fail_after_days }) =>
        warn_after_days !== undefined || fail_after_days !== undefined,
      'needs warn_after_days or fail_after_days',
    )
    .optional(),
  tags: z.array(name).default([]),
});

/** models/staging/<system>/_<system>__sources.yml */
export const sourcesFile = z.strictObject({
  system: name,
  description: z.string().optional(),
  sources: z.array(sourceTable).min(1),
});
export type SourcesFile = z.infer<typeof sourcesFile>;
export type SourceTable = z.infer<typeof sourceTable>;
