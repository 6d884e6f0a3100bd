import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { identifier, literal } from '../../../core/sql/quote.ts';
import { sideBySide } from './side-by-side.ts';
import {
  ACCOUNT_ID,
  AS_OF,
  columnList,
  day,
  SCORE_NAME,
  SNAPSHOT_ID,
  type TableInputs,
} from './table-inputs.ts';

/** A feature column that some scorecard reads. */
export interface ScoreInput {
  readonly model: string;
  readonly column: string;
  readonly reads: 'text' | 'number';
}

export interface InputInputs extends TableInputs {
  readonly inputs: readonly ScoreInput[];
  /** The first reading that is kept, YYYY-MM-DD. */
  readonly from: string;
}

/** Rows that are kept at most: of larger companies fewer readings, but always the newest ones. */
const ROWS_AT_MOST = 250_000;

/** What a feature is called in `score_inputs`. */
export function inputName({ model, column, reads }: ScoreInput): string {
  return reads === 'text' ? `${model}__${column}__text` : `${model}__${column}`;
}

/**
 * The values that scores were made from, for the serving file alone: `explain` scores an account again with some of them changed.
 */
export function scoreInputsTable(table: InputInputs): PublishedTable {
  const columns: readonly PublishedColumn[] = [
    ACCOUNT_ID,
    AS_OF,
    ...table.inputs.map(inputColumn),
    SNAPSHOT_ID,
  ];
  return {
    name: 'score_inputs',
    description: 'One row per account and reading: the features that scorecards read, as they read them.',
    key: ['account_id', 'as_of'],
    columns,
    query: inputsQuery(table, columns),
  };
}

function inputColumn(input: ScoreInput): PublishedColumn {
  const { model, column, reads } = input;
  const type = reads === 'text' ? 'varchar' : 'double';
  return { name: inputName(input), type, description: `${column} of the feature model ${model}.` };
}

function inputsQuery(table: InputInputs, columns: readonly PublishedColumn[]): string {
  const dates = `as_of >= date ${literal(table.from)} and as_of <= ${day(table)}`;
  const models = [...new Set(table.inputs.map(({ model }) => model))].sort();
  const sides = models.map((model) => {
    const own = table.inputs.filter((input) => input.model === model);
    return {
      relation: `features.${model}`,
      columns: (alias: string) => own.map((input) => inputValue(input, alias)),
    };
  });
  const live = `
    with
    scored as (
      select distinct account_id, as_of from build.scores.scores where ${dates}
    ),
    counted as (
      select as_of, sum(count(*)) over (order by as_of desc) as so_far from scored group by as_of
    )
    select scored.account_id, scored.as_of
    from scored inner join counted on counted.as_of = scored.as_of
    where counted.so_far <= ${ROWS_AT_MOST} or scored.as_of = ${day(table)}`;
  return `
  with
  final as (
    select *, ${literal(table.snapshotId)} as snapshot_id
    from (${sideBySide(live, dates, sides)}) as inputs
  )
  select ${columns.map(({ name }) => identifier(name)).join(', ')} from final`;
}

function inputValue(input: ScoreInput, alias: string): string {
  const type = input.reads === 'text' ? 'varchar' : 'double';
  return `cast(${alias}.${identifier(input.column)} as ${type}) as ${identifier(inputName(input))}`;
}

const PARAMETER_COLUMNS: readonly PublishedColumn[] = [
  AS_OF,
  SCORE_NAME,
  {
    name: 'variant',
    type: 'varchar',
    description: 'Variant of the scorecard; empty for the scorecard itself.',
  },
  { name: 'parameters', type: 'varchar', description: 'What it learnt from peers as of the day, as JSON.' },
  SNAPSHOT_ID,
];

/** What scorecards learnt from peers on the days of `score_inputs`, for the serving file alone. */
export function scoreParametersTable(table: TableInputs & { readonly from: string }): PublishedTable {
  return {
    name: 'score_parameters',
    description: 'One row per score, reading and variant of a scorecard that compares with peers.',
    key: ['score_name', 'as_of', 'variant'],
    columns: PARAMETER_COLUMNS,
    query: `
  with
  final as (
    select *, ${literal(table.snapshotId)} as snapshot_id
    from build.scores.score_parameters
    where as_of >= date ${literal(table.from)} and as_of <= ${day(table)}
  )
  select ${columnList(PARAMETER_COLUMNS)} from final`,
  };
}
