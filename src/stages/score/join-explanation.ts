import type { CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { STATES } from '../../core/score/scored-accounts.ts';
import { literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';
import { type FeatureSlot, featureQuery } from './feature-slots.ts';
import { scratchTable } from './score-scratch.ts';
import { named, points, word } from './score-sql.ts';
import type { ScoreWork } from './score-work.ts';

/** Puts the raw values beside the measures' points: delta.score_explanation, one row per account and explained date. */
export async function joinExplanation(session: Session, { slots, dates }: ScoreWork): Promise<void> {
  const pairs = `select accounts.account_id, days.as_of, measures.* exclude (account_no, day_no)
    from ${scratchTable('measures')} as measures ${named('measures')}`;
  const query = featureQuery(slots, pairs, { keys: '*', dates: [...dates.explained].sort() });
  await session.run(`create or replace table ${scratchTable('explanation')} as ${query}`);
}

/** A query for the rows of build.scores.score_measures: a projection for each measure, and the lines beside them. */
export function explanationQuery(card: CompiledScorecard, slots: readonly FeatureSlot[]): string {
  const score = literal(card.card.name);
  const ofMeasures = card.measures.map(({ name, dimension, spec, maxTicks }, i) => {
    const reads = spec.normalise.type === 'category' ? 'text' : 'number';
    const slot = slots.find((each) => each.feature === spec.feature && each.reads === reads);
    const value = slot?.alias ?? 'null';
    const [number, text] = reads === 'text' ? ['null', value] : [`nullif(${value}, 'nan'::double)`, 'null'];
    return `select account_id, as_of, ${score}, ${literal(card.dimensions[dimension]?.name ?? '')}, ${literal(name)},
      'measure', ${number}, scaled_value_${i}, cast(${literal(String(maxTicks / card.range))} as double), ${points(`points_${i}`)},
      ${points(`max_points_${i}`)}, ${word(STATES, `state_${i}`)}, ${text} from ${scratchTable('explanation')}`;
  });
  const lines = `select accounts.account_id, days.as_of, ${score}, lines.dimension, lines.item, lines.kind,
    lines.raw_value, lines.scaled_value, lines.weight, ${points('lines.points')}, ${points('lines.max_points')},
    ${word(STATES, 'lines.state')}, lines.raw_text from ${scratchTable('lines')} as lines ${named('lines')}`;
  return [...ofMeasures, lines].join('\nunion all\n');
}
