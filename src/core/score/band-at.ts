import { UNKNOWN_BAND } from './scored-accounts.ts';
import { isKnown } from './ticks.ts';

/**
 * Index of the half-open band that a score lies in, UNKNOWN_BAND where there is no score.
 *
 * @param ticks the score
 * @param starts ticks where each band begins, lowest first; the first is the scale's min
 */
export function bandAt(ticks: number, starts: readonly number[]): number {
  if (!isKnown(ticks)) return UNKNOWN_BAND;
  let band = 0;
  while (band + 1 < starts.length && ticks >= (starts[band + 1] ?? 0)) band++;
  return band;
}
