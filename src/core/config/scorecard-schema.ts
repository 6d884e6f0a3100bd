import { z } from 'zod';
import { name, share } from './names.ts';
import { band } from './scorecard-band-schema.ts';
import { condition, featureRef } from './scorecard-condition-schema.ts';
import { gates } from './scorecard-gates-schema.ts';
import { normaliser } from './scorecard-normaliser-schema.ts';
import { variant } from './scorecard-variant-schema.ts';
import { weighed, weightFaults } from './scorecard-weights.ts';

/** Scores are kept in ten-thousandths and published as DECIMAL(9,4): the scale's ends must fit. */
const end = z.number().min(-10_000, 'must be -10000 at least').max(10_000, 'must be 10000 at most');

const scale = z.strictObject({
  min: end.default(0),
  max: end.default(100),
  /** The published score is rounded to a multiple of this, from `min` on; the rounding is a row of the explanation. */
  step: z.number().positive().optional(),
  /** Schoolmarks for the score, worst first: a mark counts from its score on, inclusive. They are published beside it. */
  letters: z
    .array(z.strictObject({ letter: z.string().min(1).max(3), from: z.number() }))
    .min(2)
    .optional(),
});

/**
 * `weighted_mean`: measures are weighted into dimensions and these into the score. `points`: the score starts at neutral, and
 * each measure takes points away or adds some, up to the ends of the scale.
 */
const ARITHMETICS = ['weighted_mean', 'points'] as const;

/** What a measure does to the score in points: at its worst, and at its best. */
const impact = z
  .strictObject({ worst: z.number().max(0), best: z.number().min(0) })
  .refine(
    ({ worst, best }) => worst < best,
    'must take something away at its worst or give something at its best',
  );

/** A band changes when the score is clear of its boundary by `margin` on so many readings in a row. */
const steadiness = z.strictObject({
  margin: z.number().min(0),
  readings: z.int().min(1).max(26),
  /** The margin follows the account's own noise instead: so many of its standard deviations, within these limits. */
  own_noise: z
    .strictObject({
      times: z.number().positive().default(1),
      at_least: z.number().min(0).default(1),
      at_most: z.number().positive().default(8),
    })
    .optional(),
});

/**
 * What a measure without a value does to its dimension. `redistribute`: its weight goes to the dimension's other
 * measures; `neutral`, `poor`, `peer_median`: it counts as the neutral score, the worst, or that of its peers' median;
 * `block`: the account cannot be judged.
 */
const MISSING_POLICIES = ['redistribute', 'neutral', 'poor', 'peer_median', 'block'] as const;

/** `target`: best somewhere in between, so that too little and too much both cost. */
export const DIRECTIONS = ['higher_is_better', 'lower_is_better', 'target'] as const;

const measure = z.strictObject({
  name,
  label: z.string().min(1),
  feature: featureRef,
  /** Share of its dimension. 0: watched, that is explained and back-tested like the others, and worth no points. */
  weight: z.number().min(0).max(1).optional(),
  /** Instead of a weight, where the scorecard counts by points. */
  points: impact.optional(),
  direction: z.enum(DIRECTIONS),
  /** Whether it moves before the outcome or with it. */
  timing: z.enum(['leading', 'lagging']),
  normalise: normaliser,
  missing: z.enum(MISSING_POLICIES).default('redistribute'),
  /** A value older than this, by a feature that holds its age in days, is stale: known once, missing now. */
  stale_after: z.strictObject({ age: featureRef, days: z.number().positive() }).optional(),
  /** Where this does not hold the measure has no meaning: its weight goes to the others and nothing is missing. */
  applies_when: condition.optional(),
  /** Whether somebody can do something about it: only such measures are proposed as a way up. */
  actionable: z.boolean().default(true),
  /** What the customer is not told of: a CSM's rating, a tag, a note. */
  internal: z.boolean().default(false),
  /** What a customer can do about it, in words for the customer. */
  advice: z.string().min(1).optional(),
  /** How many points it can move the score away from neutral at most, however much weight it inherits. */
  max_influence: z.number().positive().optional(),
  /** How its value is written in a reason. */
  format: z.enum(['number', 'percent', 'cents', 'yes_no']).default('number'),
  /** What a CSM reads when this costs points; {value} stands for the value. */
  reason: z.string().min(1),
  /** What a CSM reads when its absence costs points. */
  reason_missing: z.string().min(1).optional(),
});
export type Measure = z.infer<typeof measure> & { readonly weight: number };

const dimension = z.strictObject({
  name,
  description: z.string().min(1).optional(),
  weight: z.number().positive().max(1).optional(),
  /** Its score counts as this at least, and at most. */
  at_least: z.number().optional(),
  at_most: z.number().optional(),
  /** How many points it can move the score away from neutral at most. */
  max_influence: z.number().positive().optional(),
  measures: z.array(measure).min(1),
});

export type Dimension = Omit<z.infer<typeof dimension>, 'measures'> & {
  readonly weight: number;
  readonly measures: Measure[];
};

/** A red flag, or a green one: where all of `when` holds, the score is held down, up, or in a band. */
const rule = z
  .strictObject({
    name,
    when: z.array(condition).min(1),
    /** The score is this at most. Where rules disagree, the lower one counts. */
    cap: z.number().optional(),
    /** The score is this at least. */
    floor: z.number().optional(),
    /** The score lies in this band. */
    band: name.optional(),
    /** What a CSM reads. */
    reason: z.string().min(1),
  })
  .refine(
    ({ cap, floor, band }) => [cap, floor, band].filter((effect) => effect !== undefined).length === 1,
    {
      error: 'must have one of cap, floor, band',
    },
  );
export type Rule = z.infer<typeof rule>;

/** Features that hold a score set by hand while it is in force: a dated history, so that it is read as of the day. */
const override = z.strictObject({ score: featureRef, author: featureRef, reason: featureRef });

/** Who an account is compared with, where a measure asks for it. What is learnt is stored with the version. */
const peers = z.strictObject({
  /** A feature whose words make the groups, such as the segment; all accounts together without it. */
  by: featureRef.optional(),
  window_days: z.int().min(1).default(365),
  /** A group with fewer values goes by all accounts. */
  at_least: z.int().min(2).default(20),
});

/** models/scores/<name>.yml: measures on one scale, weighted into dimensions, weighted into a score. */
const written = z.strictObject({
  name,
  version: z.int().min(1),
  description: z.string().min(1),
  scale: scale.prefault({}),
  arithmetic: z.enum(ARITHMETICS).default('weighted_mean'),
  /** The score that says neither good nor bad; the middle of the scale without it. */
  neutral: z.number().optional(),
  /** Share of the weight that must be known; below it the score is withheld and the band is `unknown`. */
  minimum_coverage: share.default(0.5),
  bands: z.array(band).min(2),
  steadiness: steadiness.default({ margin: 0, readings: 1 }),
  peers: peers.prefault({}),
  dimensions: z.array(dimension).min(1),
  rules: z.array(rule).default([]),
  override: override.optional(),
  variants: z.array(variant).default([]),
  /** What it must show before a run publishes; no part of the score. */
  gates: gates.optional(),
  /** What its reader should know that it doesn't see; told on its page, no part of the score. */
  known_limits: z.array(z.string().min(1)).default([]),
  /** Why each version came about; told on its page, no part of the score. */
  changes: z.array(z.strictObject({ version: z.int().min(1), why: z.string().min(1) })).default([]),
});
export type Scorecard = Omit<z.infer<typeof written>, 'dimensions'> & { readonly dimensions: Dimension[] };

export const scorecardFile = written.transform((card, context): Scorecard => {
  for (const { path, message } of weightFaults(card)) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
  return { ...card, dimensions: weighed(card) };
});
