import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { identifier, literal, qualified } from '../../../core/sql/quote.ts';
import { sideBySide } from './side-by-side.ts';
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
  const live = `select account_id, as_of from ${qualified(`build.${inputs.profile}`)} where as_of = ${day(inputs)}`;
  const sides = inputs.features.map(({ name, columns }) => ({
    relation: `features.${name}`,
    columns: (alias: string) => columns.map((column) => `${alias}.${identifier(column.name)}`),
  }));
  return `
  select *, ${literal(inputs.snapshotId)} as snapshot_id
  from (${sideBySide(live, `as_of = ${day(inputs)}`, sides)}) as features`;
}
