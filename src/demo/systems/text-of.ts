import type { Purpose } from '../purposes.ts';
import { pick, uniform } from '../random.ts';

export interface Moods {
  readonly good: readonly string[];
  readonly bad: readonly string[];
  readonly plain: readonly string[];
}

/** A sentence as SQL: the better the health, the likelier a good one; one in three says nothing of the mood. */
export function sentence(moods: Moods, purpose: Purpose, id: string, health = 'health'): string {
  const draw = uniform(purpose, `(${id} * 2)`);
  const good = `0.67 / (1 + exp(-1.3 * ${health}))`;
  const of = (sentences: readonly string[]) => pick(sentences, purpose, `(${id} * 2 + 1)`);
  return `case
    when ${draw} < ${good} then ${of(moods.good)}
    when ${draw} < 0.67 then ${of(moods.bad)}
    else ${of(moods.plain)}
  end`;
}
