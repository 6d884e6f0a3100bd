import { z } from 'zod';

const ends = { worst: z.number(), best: z.number() };

/** From `worst` to `best` in a straight line. Beyond them: the ends of the scale, or no say at all. */
const linear = z.strictObject({
  type: z.literal('linear'),
  ...ends,
  outside: z.enum(['clamp', 'no_say']).default('clamp'),
});

/** From `worst` to `best` in an S: small differences near either end matter little, those in the middle much. */
const sCurve = z.strictObject({ type: z.literal('s_curve'), ...ends });

/** From `worst` to `best` by the logarithm of 1 + value: from 1 to 10 counts like from 10 to 100. Values from 0 up. */
const log = z.strictObject({ type: z.literal('log'), ...ends });

/** Best from `from` to `to`, worst at `worst_below` and at `worst_above`, straight lines between: too many costs too. */
const target = z.strictObject({
  type: z.literal('target'),
  worst_below: z.number(),
  from: z.number(),
  to: z.number(),
  worst_above: z.number(),
});

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

/** A net promoter score, -100 to 100, onto the scale. */
const nps = z.strictObject({ type: z.literal('nps') });

/** Share of the peers that are worse; learnt from the peers of the scorecard's window. */
const percentile = z.strictObject({
  type: z.literal('percentile'),
  best: z.enum(['highest', 'lowest']).default('highest'),
});

/**
 * Standard deviations from the peers' mean, after a transform that tames long tails (`log` of 1 + value, from 0 up; `asinh`
 * for values of either sign). `worst` and `best` are in standard deviations. Learnt from the peers.
 */
const zScore = z.strictObject({
  type: z.literal('z_score'),
  transform: z.enum(['none', 'log', 'asinh']).default('none'),
  worst: z.number().default(-2),
  best: z.number().default(2),
});

const KINDS = [linear, sCurve, log, target, tiers, boolean, category, nps, percentile, zScore] as const;
const NORMALISERS = KINDS.map((kind) => kind.shape.type.value);

/** How a feature is put on the scale. Every score in it is in points of the scorecard's own scale. */
export const normaliser = z.discriminatedUnion('type', KINDS, {
  error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${NORMALISERS.join(', ')}` : undefined),
});
export type Normaliser = z.infer<typeof normaliser>;
