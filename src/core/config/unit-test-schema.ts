import { z } from 'zod';
import { day, relation } from './names.ts';

/** It says what it shows, so it may be longer than a relation's name. */
const testName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be lower case letters, digits and underscores, beginning with a letter')
  .max(120, 'must have at most 120 letters');

/** What a cell can say. `as_of - 3d 14:30` and its like are texts here; docs/checks.md tells which they are. */
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Lists and records stand for DuckDB's LIST and STRUCT. */
const value = z.union([cell, z.array(cell), z.record(z.string(), cell)]);
/** Columns by name: which there are is known only to whoever knows the relation. */
const row = z.record(z.string(), value);

/** One of a model's `unit_tests`: rows given of the relations that it reads, and the rows of the model that follow. */
export const unitTest = z.strictObject({
  name: testName,
  description: z.string().min(1).optional(),
  /** What `as_of` in a cell stands for. */
  as_of: day.default('2026-01-31'),
  /** A relation that is not named is empty, but seeds hold what they hold; a column that is left out is null. */
  given: z.record(relation, z.array(row)).default({}),
  /** Only the named columns are compared; rows are matched by the model's grain. No row: the model gives none. */
  expect: z.array(row),
});
/** A test as it stands in the yml; core/plan/read-unit-tests.ts makes it ready to run. */
export type UnitTestDeclaration = z.infer<typeof unitTest>;
/** A value of a cell, for a column of any type. */
export type UnitTestValue = z.infer<typeof value>;
