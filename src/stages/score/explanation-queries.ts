import type { CompiledMeasure, CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { STATES } from '../../core/score/scored-accounts.ts';
import { literal } from '../../core/sql/quote.ts';
import { measuresTable, readsText, scratchTable } from './score-scratch.ts';
import { named, points, word } from './score-sql.ts';
import type { ScoreWork } from './score-work.ts';

/**
 * Queries that together give the rows of build.scores.score_measures: one for the measures of each card and one for the lines
 * beside them. A list of structs, unnested, is written in less than half the time of a union of projections.
 */
export function explanationQueries({ set }: ScoreWork): string[] {
  const score = literal(set.card.name);
  const ofMeasures = set.cards.map((card, c) => {
    const structs = card.measures.map((measure, m) => measureStruct(card, measure, m));
    return `select account_id, as_of, ${score}, line.dimension, line.item, 'measure', line.raw_value, line.scaled_value,
        line.weight, line.points, line.max_points, line.state, line.raw_text
      from (select accounts.account_id, days.as_of, unnest([${structs.join(', ')}]) as line
        from ${scratchTable(measuresTable(c))} as measures ${named('measures')})`;
  });
  const lines = `select accounts.account_id, days.as_of, ${score}, lines.dimension, lines.item, lines.kind,
    lines.raw_value, lines.scaled_value, lines.weight, ${points('lines.points')}, ${points('lines.max_points')},
    ${word(STATES, 'lines.state')}, lines.raw_text from ${scratchTable('lines')} as lines ${named('lines')}`;
  return [...ofMeasures, lines];
}

function measureStruct(card: CompiledScorecard, measure: CompiledMeasure, m: number): string {
  const isText = readsText(measure.spec);
  const fields = {
    dimension: literal(card.dimensions[measure.dimension]?.name ?? ''),
    item: literal(measure.name),
    raw_value: isText ? 'cast(null as double)' : `raw_${m}`,
    scaled_value: `scaled_value_${m}`,
    weight: weightOf(card, measure),
    points: points(`points_${m}`),
    max_points: points(`max_points_${m}`),
    state: word(STATES, `state_${m}`),
    raw_text: isText ? `raw_${m}` : 'cast(null as varchar)',
  };
  const named = Object.entries(fields).map(([name, value]) => `${literal(name)}: ${value}`);
  return `{${named.join(', ')}}`;
}

/** From its shortest text, so that the double is the very one. */
function weightOf({ range }: CompiledScorecard, { maxTicks }: CompiledMeasure): string {
  return `cast(${literal(String(maxTicks / range))} as double)`;
}
