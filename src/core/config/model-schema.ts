import { z } from 'zod';
import { name, relation, share } from './names.ts';
import { unitTest } from './unit-test-schema.ts';

const severity = z.enum(['error', 'warn']).default('error');
const bound = z.union([z.number(), z.iso.date()]);

/** A check on one column. The plain word is the same as the word with its defaults. */
const columnCheck = z.union([
  z.enum(['not_null', 'unique']),
  z.strictObject({ not_null: z.strictObject({ severity }) }),
  z.strictObject({ unique: z.strictObject({ severity }) }),
  z.strictObject({
    accepted_values: z.strictObject({
      values: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
      severity,
    }),
  }),
  z.strictObject({ in_range: z.strictObject({ min: bound.optional(), max: bound.optional(), severity }) }),
  z.strictObject({ relationships: z.strictObject({ to: relation, column: name, severity }) }),
]);
export type ColumnCheck = z.infer<typeof columnCheck>;

/** What was asked of the product, by its number in docs/asks.yml. Quoted, or YAML reads 1.10 as 1.1. */
const ask = z.string("must be quoted, as in '1.10'").regex(/^\d+\.\d+$/, "must be a number such as '1.10'");

const modelColumn = z.strictObject({
  name,
  type: z.string().min(1),
  unit: z.string().optional(),
  description: z.string().min(1),
  /** Feature columns: whether the signal comes before the outcome or with it. */
  timing: z.enum(['leading', 'lagging']).optional(),
  /** Feature columns: which way is healthy. */
  direction: z.enum(['higher_is_better', 'lower_is_better', 'none']).optional(),
  /** Which asks the column answers: docs/features.md maps each ask to its columns. */
  asks: z.array(ask).default([]),
  checks: z.array(columnCheck).default([]),
});

/** view; table, rebuilt whole; incremental, by the days that new rows touch; as_of, by the spine's dirty dates. */
const MATERIALISATIONS = ['view', 'table', 'incremental', 'as_of'] as const;
export type Materialisation = (typeof MATERIALISATIONS)[number];

/** The yml beside a SQL model. */
export const modelFile = z.strictObject({
  description: z.string().min(1),
  grain: z.array(name).min(1).optional(),
  materialized: z.enum(MATERIALISATIONS).optional(),
  /** Incremental models: the date column that holds the UTC day of the sources' event time. */
  partition_by: name.optional(),
  columns: z.array(modelColumn).min(1),
  /** Several columns that are unique together; the grain always is. */
  unique: z.array(z.array(name).min(1)).default([]),
  tags: z.array(name).default([]),
  unit_tests: z.array(unitTest).default([]),
});
export type ModelFile = z.infer<typeof modelFile>;

/** sql/checks/<name>.yml, beside a query that returns the bad rows. */
export const checkFile = z.strictObject({
  description: z.string().min(1),
  severity,
  /**
   * How many bad rows are still fine: a number of rows (`tolerate: 25`), or a share of all the rows of a relation that the
   * query reads (`tolerate: { share: 0.01, of: staging.stg_crm__contacts }`).
   */
  tolerate: z.union([z.int().min(0), z.strictObject({ share, of: relation })]).default(0),
});
export type CheckFile = z.infer<typeof checkFile>;

const seed = z.strictObject({
  name,
  description: z.string().min(1),
  key: z.array(name).min(1),
  columns: z.array(z.strictObject({ name, type: z.string().min(1), description: z.string().min(1) })).min(1),
});
/** seeds/seeds.yml: one entry per seeds/<name>.csv. */
export const seedsFile = z.strictObject({ seeds: z.array(seed).default([]) });
export type SeedTable = z.infer<typeof seed>;
