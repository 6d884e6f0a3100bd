import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { identifier, literal, qualified } from '../../../core/sql/quote.ts';
import { ACCOUNT_ID, AS_OF, day, SNAPSHOT_ID, type TableInputs } from './table-inputs.ts';

/** A feature model with its columns beside account_id and as_of. */
interface FeatureModel {
  /** Its name in the schema `features`. */
  readonly name: string;
  readonly columns: readonly PublishedColumn[];
}

export interface FeatureInputs extends TableInputs {
  readonly features: readonly FeatureModel[];
}

/**
 * All feature models side by side. `validate` sees to it that no two of them have a column of one name. Each model is cut to the
 * day before it is joined: DuckDB would read all dates of the model on the right of an outer join.
 */
export function featuresTable(inputs: FeatureInputs): PublishedTable {
  return {
    name: 'features',
    description: 'One row per account that was live on the date, with every column of every feature model.',
    key: ['account_id', 'as_of'],
    columns: [ACCOUNT_ID, AS_OF, ...inputs.features.flatMap((model) => model.columns), SNAPSHOT_ID],
    query: query(inputs),
  };
}

function query(inputs: FeatureInputs): string {
  const columns = inputs.features.flatMap((model) =>
    model.columns.map((column) => `      ${identifier(model.name)}.${identifier(column.name)},`),
  );
  const joins = inputs.features.map(({ name }) => {
    const model = identifier(name);
    return `
    left join (select * from ${qualified(`build.features.${name}`)} where as_of = ${day(inputs)}) as ${model}
      on ${model}.account_id = live.account_id and ${model}.as_of = live.as_of`;
  });
  return `
  with
  live as (
    select account_id, as_of from ${qualified(`build.${inputs.profile}`)} where as_of = ${day(inputs)}
  ),
  final as (
    select
      live.account_id,
      live.as_of,
${columns.join('\n')}
      ${literal(inputs.snapshotId)} as snapshot_id,
    from live${joins.join('')}
  )
  select * from final`;
}
