import { fail } from '../../errors.ts';

/**
 * Refuses to score from what no run has built: relations, or columns of them.
 * @param dates that are missing; none where all are
 */
export function refuseNotBuilt(score: string, upstream: readonly string[], dates: readonly string[]): never {
  const node = `scores.${score}`;
  const hint = `"+${node}" selects everything that it needs with it`;
  return fail('notBuilt', { node, upstream, dates }, { hint });
}
