import { z } from 'zod';
import { day, name, relation } from './names.ts';

/** What a cell can say. `as_of - 3d 14:30` and its like are texts here; docs/checks.md tells which they are. */
const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** Lists and records stand for DuckDB's LIST and STRUCT. */
const value = z.union([cell, z.array(cell), z.record(z.string(), cell)]);
const row = z.record(name, value);

/** One of a model's `unit_tests`: rows given of the relations that it reads, and the rows of the model that follow. */
export const unitTest = z.strictObject({
  name,
  description: z.string().min(1).optional(),
  /** What `as_of` in a cell stands for. */
  as_of: day.default('2026-01-31'),
  /** A relation that is not named is empty, but seeds hold what they hold; a column that is left out is null. */
  given: z.record(relation, z.array(row)).default({}),
  /** Only the named columns are compared; rows are matched by the model's grain. No row: the model gives none. */
  expect: z.array(row),
});
