import { z } from 'zod';

/** A feature column of a scorecard: model.column, such as active_days.active_days_30d. */
export const featureRef = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/,
    'must be model.column of a feature model, such as active_days.active_days_30d',
  );

const COMPARISONS = ['at_least', 'above', 'at_most', 'below', 'is', 'one_of', 'missing'] as const;

/** A yes-or-no question about one feature. A missing value answers no to every comparison but `missing: true`. */
export const condition = z
  .strictObject({
    feature: featureRef,
    at_least: z.number().optional(),
    above: z.number().optional(),
    at_most: z.number().optional(),
    below: z.number().optional(),
    /** Booleans. */
    is: z.boolean().optional(),
    /** Words. */
    one_of: z.array(z.string().min(1)).min(1).optional(),
    /** Whether there is no value. */
    missing: z.boolean().optional(),
  })
  .refine((asked) => COMPARISONS.some((word) => asked[word] !== undefined), {
    error: `must ask about the feature by one or more of ${COMPARISONS.join(', ')}`,
  })
  .refine(
    ({ feature: _feature, one_of, ...numbers }) => one_of === undefined || Object.keys(numbers).length === 0,
    {
      error: 'asks about a word by one_of, and about a number at once',
    },
  );
export type Condition = z.infer<typeof condition>;
