import type { Counts } from './estimate.ts';

/** Rows, churned rows and renewed rows. `churned` holds 1 and 0 only. O(n). */
export function countClasses(churned: Uint8Array): Counts {
  let n1 = 0;
  for (const y of churned) n1 += y;
  return { n: churned.length, n1, n0: churned.length - n1 };
}
