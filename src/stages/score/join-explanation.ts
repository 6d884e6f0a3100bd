import type { CompiledMeasure, CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { STATES } from '../../core/score/scored-accounts.ts';
import { literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { CardSet } from './card-set.ts';
import { type FeatureSlot, featureQuery } from './feature-slots.ts';
import { explanationTable, measuresTable, scratchTable } from './score-scratch.ts';
import { named, points, word } from './score-sql.ts';
import type { ScoreWork } from './score-work.ts';

/** Puts the raw values beside the measures' points: for each card one row per account and explained date. */
export async function joinExplanation(session: Session, { set, dates }: ScoreWork): Promise<void> {
  for (const c of set.cards.keys()) {
    const pairs = `select accounts.account_id, days.as_of, measures.* exclude (account_no, day_no)
      from ${scratchTable(measuresTable(c))} as measures ${named('measures')}`;
    const query = featureQuery(set.slots, pairs, { keys: '*', dates: [...dates.explained].sort() });
    await session.run(`create or replace table ${scratchTable(explanationTable(c))} as ${query}`);
  }
}

/** A query for the rows of build.scores.score_measures: a projection for each measure, and the lines beside them. */
export function explanationQuery({ card, cards, slots }: CardSet): string {
  const score = literal(card.name);
  const ofMeasures = cards.flatMap((each, c) =>
    each.measures.map((measure, m) => {
      const dimension = literal(each.dimensions[measure.dimension]?.name ?? '');
      const [number, text] = rawColumns(measure, slots);
      return `select account_id, as_of, ${score}, ${dimension}, ${literal(measure.name)}, 'measure', ${number},
        scaled_value_${m}, ${weightOf(each, measure)}, ${points(`points_${m}`)}, ${points(`max_points_${m}`)},
        ${word(STATES, `state_${m}`)}, ${text} from ${scratchTable(explanationTable(c))}`;
    }),
  );
  const lines = `select accounts.account_id, days.as_of, ${score}, lines.dimension, lines.item, lines.kind,
    lines.raw_value, lines.scaled_value, lines.weight, ${points('lines.points')}, ${points('lines.max_points')},
    ${word(STATES, 'lines.state')}, lines.raw_text from ${scratchTable('lines')} as lines ${named('lines')}`;
  return [...ofMeasures, lines].join('\nunion all\n');
}

/** SQL for a measure's raw value, as a number and as a text; one of them is null. */
function rawColumns(
  { spec }: CompiledMeasure,
  slots: readonly FeatureSlot[],
): [number: string, text: string] {
  const reads = spec.normalise.type === 'category' ? 'text' : 'number';
  const slot = slots.find((each) => each.feature === spec.feature && each.reads === reads);
  const value = slot?.alias ?? 'null';
  return reads === 'text' ? ['null', value] : [`nullif(${value}, 'nan'::double)`, 'null'];
}

/** From its shortest text, so that the double is the very one. */
function weightOf({ range }: CompiledScorecard, { maxTicks }: CompiledMeasure): string {
  return `cast(${literal(String(maxTicks / range))} as double)`;
}
