import { scorecardFeatures } from '../../core/config/scorecard-features.ts';
import type { Scorecard } from '../../core/config/scorecard-schema.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';

/** One feature column that a scorecard reads, and what it is called in the query that brings it. */
export interface FeatureSlot {
  /** model.column */
  readonly feature: string;
  readonly model: string;
  readonly column: string;
  readonly reads: 'text' | 'number';
  readonly alias: string;
}

/** The feature columns that a scorecard reads, each once for each way of reading it. */
export function featureSlots(card: Scorecard): FeatureSlot[] {
  const uses = scorecardFeatures(card).map(({ feature, reads }) => `${reads} ${feature}`);
  return [...new Set(uses)].sort().map((use, i) => {
    const [reads, feature = ''] = use.split(' ');
    const [model = '', column = ''] = feature.split('.');
    return { feature, model, column, reads: reads === 'text' ? 'text' : 'number', alias: `f${i}` };
  });
}

/** Relations of the build catalog whose rows a scorecard's features come from. */
export function featureRelations(slots: readonly FeatureSlot[]): string[] {
  return [...new Set(slots.map(({ model }) => `features.${model}`))].sort();
}

/**
 * A query of features for (account_id, as_of) pairs: the pairs' other columns, then each slot under its alias. Numbers come
 * as doubles, NaN where there is no value, which is what `Session.read` hands over fastest.
 *
 * @param pairs a query with account_id, as_of and `keys`, the columns of it that are wanted
 * @param dates every as-of date of the pairs, sorted
 */
export function featureQuery(
  slots: readonly FeatureSlot[],
  pairs: string,
  { keys, dates }: { keys: readonly string[]; dates: readonly string[] },
): string {
  const span = spanOf(dates);
  const models = featureRelations(slots);
  const joins = models.map(
    (relation, m) => `left join (select * from ${qualified(`build.${relation}`)} where ${span}) as m${m}
      on m${m}.account_id = pairs.account_id and m${m}.as_of = pairs.as_of`,
  );
  const columns = [
    ...keys.map((key) => `pairs.${identifier(key)}`),
    ...slots.map((slot) => slotColumn(slot, `m${models.indexOf(`features.${slot.model}`)}`)),
  ];
  return `select ${columns.join(', ')} from (${pairs}) as pairs ${joins.join(' ')}`;
}

/** The dates from the first to the last: an interval is read faster than a list, and rows too many find no pair. */
export function spanOf(dates: readonly string[]): string {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined) return 'false';
  return `as_of between date ${literal(first)} and date ${literal(last)}`;
}

/**
 * A slot's value under its alias: numbers as doubles, NaN where there is no value, which is what `Session.read` hands over fastest.
 *
 * @param model how the query calls the slot's model
 */
export function slotColumn({ column, reads, alias }: FeatureSlot, model: string): string {
  const value = `${model}.${identifier(column)}`;
  return reads === 'text'
    ? `cast(${value} as varchar) as ${alias}`
    : `coalesce(cast(${value} as double), 'nan'::double) as ${alias}`;
}
