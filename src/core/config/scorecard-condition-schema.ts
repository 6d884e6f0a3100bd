import { z } from 'zod';

/** A feature column of a scorecard: model.column, such as active_days.active_days_30d. */
export const featureRef = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/,
    'must be model.column of a feature model, such as active_days.active_days_30d',
  );

const COMPARISONS = ['at_least', 'above', 'at_most', 'below', 'is'] as const;

/** A yes-or-no question about one feature. A missing value answers no to every comparison. */
export const condition = z
  .strictObject({
    feature: featureRef,
    at_least: z.number().optional(),
    above: z.number().optional(),
    at_most: z.number().optional(),
    below: z.number().optional(),
    /** Booleans. */
    is: z.boolean().optional(),
  })
  .refine((asked) => COMPARISONS.some((word) => asked[word] !== undefined), {
    error: `must compare the feature by one or more of ${COMPARISONS.join(', ')}`,
  });
export type Condition = z.infer<typeof condition>;
