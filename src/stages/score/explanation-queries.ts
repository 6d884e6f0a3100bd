import type { CompiledMeasure, CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { STATES } from '../../core/score/scored-accounts.ts';
import { literal } from '../../core/sql/quote.ts';
import type { CardSet } from './card-set.ts';
import { type FeatureSlot, featureQuery } from './feature-slots.ts';
import { measuresTable, scratchTable } from './score-scratch.ts';
import { named, points, word } from './score-sql.ts';
import type { ScoreWork } from './score-work.ts';

/**
 * Queries that together give the rows of build.scores.score_measures: one for the measures of each card, with their raw
 * values, and one for the lines beside them. A list of structs, unnested, is written in less than half the time of a union of projections.
 */
export function explanationQueries({ set, dates }: ScoreWork): string[] {
  const score = literal(set.card.name);
  const explained = [...dates.explained].sort();
  const ofMeasures = set.cards.map((card, c) => {
    const structs = card.measures.map((measure, m) => measureStruct(set, card, { measure, m }));
    const pairs = `select accounts.account_id, days.as_of, measures.* exclude (account_no, day_no)
      from ${scratchTable(measuresTable(c))} as measures ${named('measures')}`;
    const measures = featureQuery(set.slots, pairs, { keys: '*', dates: explained });
    return `select account_id, as_of, ${score}, line.dimension, line.item, 'measure', line.raw_value, line.scaled_value,
        line.weight, line.points, line.max_points, line.state, line.raw_text
      from (select account_id, as_of, unnest([${structs.join(', ')}]) as line from (${measures}))`;
  });
  const lines = `select accounts.account_id, days.as_of, ${score}, lines.dimension, lines.item, lines.kind,
    lines.raw_value, lines.scaled_value, lines.weight, ${points('lines.points')}, ${points('lines.max_points')},
    ${word(STATES, 'lines.state')}, lines.raw_text from ${scratchTable('lines')} as lines ${named('lines')}`;
  return [...ofMeasures, lines];
}

function measureStruct(
  { slots }: CardSet,
  card: CompiledScorecard,
  { measure, m }: { measure: CompiledMeasure; m: number },
): string {
  const [number, text] = rawColumns(measure, slots);
  const fields = {
    dimension: literal(card.dimensions[measure.dimension]?.name ?? ''),
    item: literal(measure.name),
    raw_value: number,
    scaled_value: `scaled_value_${m}`,
    weight: weightOf(card, measure),
    points: points(`points_${m}`),
    max_points: points(`max_points_${m}`),
    state: word(STATES, `state_${m}`),
    raw_text: text,
  };
  const named = Object.entries(fields).map(([name, value]) => `${literal(name)}: ${value}`);
  return `{${named.join(', ')}}`;
}

/** SQL for a measure's raw value, as a number and as a text; one of them is null. */
function rawColumns(
  { spec }: CompiledMeasure,
  slots: readonly FeatureSlot[],
): [number: string, text: string] {
  const reads = spec.normalise.type === 'category' ? 'text' : 'number';
  const slot = slots.find((each) => each.feature === spec.feature && each.reads === reads);
  const value = slot?.alias ?? 'null';
  return reads === 'text'
    ? ['cast(null as double)', value]
    : [`nullif(${value}, 'nan'::double)`, 'cast(null as varchar)'];
}

/** From its shortest text, so that the double is the very one. */
function weightOf({ range }: CompiledScorecard, { maxTicks }: CompiledMeasure): string {
  return `cast(${literal(String(maxTicks / range))} as double)`;
}
