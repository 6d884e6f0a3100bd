import { z } from 'zod';

/** From `worst` to `best` in a straight line; beyond them the ends of the scale. */
const linear = z.strictObject({ type: z.literal('linear'), worst: z.number(), best: z.number() });

/**
 * Steps, read from the top: the first whose limit holds counts. `below: 6` leaves 6 out, `up_to: 6` takes it in; the
 * last tier has no limit.
 */
const tiers = z.strictObject({
  type: z.literal('tiers'),
  tiers: z
    .array(
      z.strictObject({
        below: z.number().optional(),
        up_to: z.number().optional(),
        score: z.number(),
      }),
    )
    .min(2),
});

const boolean = z.strictObject({ type: z.literal('boolean'), if_true: z.number(), if_false: z.number() });

/** A word's place on the scale. A word that is not listed has the score of `otherwise`, or counts as missing. */
const category = z.strictObject({
  type: z.literal('category'),
  scores: z
    .record(z.string().min(1), z.number())
    .refine((scores) => Object.keys(scores).length > 1, 'must list two words at least'),
  otherwise: z.number().optional(),
});

const KINDS = [linear, tiers, boolean, category] as const;
const NORMALISERS = KINDS.map((kind) => kind.shape.type.value);

/** How a feature is put on the scale. Every score in it is in points of the scorecard's own scale. */
export const normaliser = z.discriminatedUnion('type', KINDS, {
  error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${NORMALISERS.join(', ')}` : undefined),
});
export type Normaliser = z.infer<typeof normaliser>;
