import { z } from 'zod';

const days = z.int().min(30).max(180);

/**
 * What a scorecard must show before `holdfast run` publishes. A gate that is not written is not asked; `{}` asks it with its
 * defaults. Where too little is known a gate judges nothing and lets pass.
 */
export const gates = z.strictObject({
  /** The worst band churned at least so many times as often as all, so many days before. */
  bad_band_churn: z
    .strictObject({ times: z.number().positive().default(3), days: days.default(90) })
    .optional(),
  /** At least this share of the churned stood below the best band, at each of these days before. */
  warned_churn: z
    .strictObject({
      at_least: z
        .number()
        .min(0)
        .max(1)
        .default(2 / 3),
      days: z.array(days).min(1).default([60, 90]),
    })
    .optional(),
  /** At most this share of the scored accounts stands in the best band. */
  good_share: z.strictObject({ at_most: z.number().min(0).max(1).default(0.8) }).optional(),
  /** Not worse than the last published version: the interval of the AUCs' difference does not lie below 0. */
  not_worse: z
    .strictObject({ confidence: z.number().min(0.5).lt(1).default(0.95), days: days.default(90) })
    .optional(),
});
export type Gates = z.infer<typeof gates>;

/** Names of gates, as `--allow-gate` takes them. */
export const GATES = ['bad_band_churn', 'warned_churn', 'good_share', 'not_worse'] as const;
export type GateName = (typeof GATES)[number];
