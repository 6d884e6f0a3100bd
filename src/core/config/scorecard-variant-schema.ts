import { z } from 'zod';
import { name, share } from './names.ts';
import { band } from './scorecard-band-schema.ts';
import { condition } from './scorecard-condition-schema.ts';
import { normaliser } from './scorecard-normaliser-schema.ts';

/** How the scorecard differs for some accounts: a segment, a stage of the lifecycle. What it does not name stays. */
export const variant = z.strictObject({
  name,
  description: z.string().min(1).optional(),
  /** The accounts that it is for: those for which all of this holds. */
  when: z.array(condition).min(1),
  /** Where variants overlap, the higher one counts. Those that could overlap must differ. */
  precedence: z.int().default(0),
  /** Dimensions and measures that do not count. */
  without: z.array(name).default([]),
  /** Weights by the names of dimensions and measures. */
  weights: z.record(name, z.number().positive().max(1)).default({}),
  /** Normalisers by the names of measures. */
  normalise: z.record(name, normaliser).default({}),
  bands: z.array(band).min(2).optional(),
  minimum_coverage: share.optional(),
});
export type Variant = z.infer<typeof variant>;
