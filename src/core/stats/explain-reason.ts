import type { Counts, Estimate } from './estimate.ts';

const SENTENCES = {
  empty: 'no rows',
  constant: 'the value is the same for every row',
  degenerate: 'no spread to measure',
  separated: 'the classes do not overlap',
  no_pairs: 'no comparable pairs',
} as const;

/**
 * Says in words why an estimate (or its interval) is null; null when nothing is missing.
 *
 * @example explainReason(withheld({ n: 60, n1: 4, n0: 56 }, 'insufficient', 10)) // 'insufficient (4 churned, need 10)'
 */
export function explainReason(estimate: Estimate): string | null {
  const { reason } = estimate;
  if (reason === null) return null;
  if (reason === 'single_class') return estimate.n1 === 0 ? 'nobody churned' : 'nobody renewed';
  if (reason === 'insufficient') return insufficient(estimate, estimate.need);
  return SENTENCES[reason];
}

function insufficient(counts: Counts, need: number | undefined): string {
  if (need === undefined) return `insufficient (${counts.n} rows)`;
  const short = [
    ...(counts.n1 < need ? [`${counts.n1} churned`] : []),
    ...(counts.n0 < need ? [`${counts.n0} renewed`] : []),
  ];
  if (short.length === 0) return `insufficient (${counts.n} rows)`;
  return `insufficient (${short.join(', ')}, need ${need}${short.length > 1 ? ' of each' : ''})`;
}
