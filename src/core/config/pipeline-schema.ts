import { z } from 'zod';
import { sourcesLocation, targetLocation } from './location-schema.ts';
import { day, name, relation } from './names.ts';

const size = z.string().regex(/^\d+(\.\d+)?(KiB|MiB|GiB|TiB)$/, 'must be a size such as 2GiB or 512MiB');

/** pipeline.yml: the project as a whole. */
export const pipelineFile = z.strictObject({
  name,
  description: z.string().optional(),
  /** The raw exports. */
  sources: sourcesLocation(size),
  storage: z
    .strictObject({
      /** Without it 2 GiB, or what a smaller machine or container has beside the rest of the program. */
      memory_limit: size.optional(),
      /** Without it as many as the machine or container can have at work. */
      threads: z.int().min(1).max(256).optional(),
      /** Without it 50 GiB, or nine tenths of a smaller free disk. */
      max_temp_size: size.optional(),
      /** Of so many runs the records are kept. */
      keep_runs: z.int().min(1).max(100_000).default(200),
    })
    .prefault({}),
  /** The regular as-of dates: what backfills fill, back-tests read and bands are folded over. */
  calendar: z.strictObject({
    every: z.enum(['day', 'week', 'month']).default('week'),
    from: day,
  }),
  accounts: z.strictObject({
    /** When each account was live: account_id, live_from, live_to (last live day, null while it lasts). */
    lifetimes: relation,
    /** Feature model with account_name, owner, segment, lifecycle_stage, arr_cents, currency, renewal_date. */
    profile: relation,
  }),
  /** One row per renewal decision: what the back-test is judged against. */
  decisions: relation.optional(),
  /** Models with one of these tags are switched off: not built, not checked, not published, and nothing may read them. */
  disabled_tags: z.array(name).default([]),
  publish: z.strictObject({ version: z.int().min(1).default(1) }).prefault({}),
  default_target: name.default('dev'),
  targets: z.record(name, targetLocation).default({ dev: { path: 'published' } }),
});
export type PipelineFile = z.infer<typeof pipelineFile>;
/** One entry of `targets` with its name. */
export type Target = PipelineFile['targets'][string] & { readonly name: string };

const STEPS = ['extract', 'transform', 'score', 'backtest', 'publish'] as const;
export type Step = (typeof STEPS)[number];

/** pipelines/<name>.yml: which stages a run goes through. */
export const runFile = z.strictObject({
  description: z.string(),
  steps: z
    .array(z.enum(STEPS))
    .min(1)
    .refine((steps) => new Set(steps).size === steps.length, 'names a step twice')
    .refine(
      (steps) =>
        steps.every((step, i) => i === 0 || STEPS.indexOf(step) > STEPS.indexOf(steps[i - 1] ?? step)),
      `must follow the order ${STEPS.join(', ')}`,
    )
    .refine(
      (steps) =>
        !steps.includes('publish') ||
        ['transform', 'score', 'backtest'].every((step) => steps.includes(step as Step)),
      'publish needs transform, score and backtest before it: what is published is all of one run',
    ),
});
export type RunFile = z.infer<typeof runFile>;
