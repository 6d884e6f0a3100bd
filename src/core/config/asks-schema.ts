import { z } from 'zod';

/** docs/asks.yml: what was asked of the product's data, by number. Columns of models name the asks that they answer. */
export const asksFile = z.strictObject({
  asks: z
    .array(
      z.strictObject({
        id: z.string("must be quoted, as in '1.10'").regex(/^\d+\.\d+$/, "must be a number such as '1.10'"),
        ask: z.string().min(1),
        /** What else answers it, such as a scorecard or a command. */
        by: z.string().optional(),
      }),
    )
    .min(1),
});
export type Ask = z.infer<typeof asksFile>['asks'][number];
