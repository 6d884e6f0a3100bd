import { z } from 'zod';
import { name } from './names.ts';

export const band = z.strictObject({
  name: name.refine((word) => word !== 'unknown', '"unknown" is kept for accounts that cannot be judged'),
  /** The band begins here, inclusive, and ends just before the next one. */
  from: z.number(),
  meaning: z.string().min(1),
  /** What to do about an account in this band. */
  action: z.string().min(1).optional(),
});
