import type { Counts } from './estimate.ts';

/** Why a statistic that compares churned with renewed can't be had; null when both occur. */
export function classMissing({ n, n1, n0 }: Counts): 'empty' | 'single_class' | null {
  if (n === 0) return 'empty';
  return n1 === 0 || n0 === 0 ? 'single_class' : null;
}
