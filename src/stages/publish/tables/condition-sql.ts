import type { Condition } from '../../../core/config/scorecard-condition-schema.ts';
import { identifier, literal, qualified } from '../../../core/sql/quote.ts';

/**
 * A condition as SQL over feature models joined under their own names; yes or no, never null. It answers as scoring does: a
 * missing value says no to everything but `missing: true`, and so does NaN.
 */
export function conditionSql({ feature, one_of, ...asked }: Condition): string {
  const column = featureColumn(feature);
  if (one_of) return `coalesce(cast(${column} as varchar) in (${one_of.map(literal).join(', ')}), false)`;
  const value = `cast(${column} as double)`;
  const isMissing = `coalesce(isnan(${value}), true)`;
  if (asked.missing === true) return isMissing;
  const comparisons = [
    ...compared(value, '>=', asked.at_least),
    ...compared(value, '>', asked.above),
    ...compared(value, '<=', asked.at_most),
    ...compared(value, '<', asked.below),
    ...(asked.is === undefined ? [] : [`${value} ${asked.is ? '<>' : '='} 0`]),
  ];
  return [`not ${isMissing}`, ...comparisons].join(' and ');
}

/** Left joins that bring the models of some features to the rows of `to`. */
export function featureJoins(features: readonly string[], to: string): string {
  const models = [...new Set(features.map((feature) => modelOf(feature)))].sort();
  return models
    .map(
      (model) => `left join ${qualified(`build.features.${model}`)} as ${identifier(model)}
      on ${identifier(model)}.account_id = ${to}.account_id and ${identifier(model)}.as_of = ${to}.as_of`,
    )
    .join('\n    ');
}

/** model.column as it is called where featureJoins has joined its model. */
export function featureColumn(feature: string): string {
  return qualified(feature);
}

function compared(value: string, sign: string, bound: number | undefined): string[] {
  return bound === undefined ? [] : [`${value} ${sign} cast(${literal(String(bound))} as double)`];
}

function modelOf(feature: string): string {
  return feature.split('.')[0] ?? '';
}
