import type { DirtyReason } from './dirty-reasons.ts';
import type { ForecastInput, NodeForecast } from './forecast.ts';
import type { SelectionNode } from './selection-node.ts';

/** What a run would score anew. A band rests on the readings before it: all dates from the first changed one on. */
export function forecastScorecards(
  scorecards: readonly SelectionNode[],
  models: readonly NodeForecast[],
  input: Pick<ForecastInput, 'wanted' | 'parts' | 'standing'>,
): NodeForecast[] {
  return scorecards.map((node) => {
    const before = input.standing(node.id).parts[node.id];
    const built = models.filter(({ node: name, dates }) => node.dependsOn.includes(name) && dates.length > 0);
    const isWhole = before === undefined || before !== input.parts(node.id)[node.id];
    const first = built.flatMap(({ dates }) => dates).sort()[0];
    const own: DirtyReason[] = before === undefined ? [{ kind: 'never_built' }] : [{ kind: 'sql' }];
    const reasons = built.map(
      ({ node: relation }): DirtyReason => ({ kind: 'upstream', relation, why: 'it is built anew' }),
    );
    const part = first === undefined ? 'nothing' : 'part';
    return {
      node: node.id,
      materialized: 'scorecard',
      action: isWhole ? 'whole' : part,
      reasons: isWhole ? own : reasons,
      dates: isWhole
        ? input.wanted.dates
        : input.wanted.dates.filter((date) => first !== undefined && date >= first),
      columns: null,
      readers: [],
    };
  });
}
