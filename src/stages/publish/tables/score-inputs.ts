import type { PublishedColumn, PublishedTable } from '../../../core/publish/published-table.ts';
import { identifier, literal, qualified } from '../../../core/sql/quote.ts';
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
  const models = [...new Set(table.inputs.map(({ model }) => model))].sort();
  const values = table.inputs.map(
    (input) =>
      `cast(${identifier(input.model)}.${identifier(input.column)} as ${input.reads === 'text' ? 'varchar' : 'double'}) as ${identifier(inputName(input))},`,
  );
  const cut = (model: string) =>
    `select * from ${qualified(`build.features.${model}`)} where as_of between date ${literal(table.from)} and ${day(table)}`;
  const joins = models.map(
    (model) => `left join (${cut(model)}) as ${identifier(model)}
      on ${identifier(model)}.account_id = live.account_id and ${identifier(model)}.as_of = live.as_of`,
  );
  return `
  with
  scored as (
    select distinct account_id, as_of from build.scores.scores where as_of >= date ${literal(table.from)} and as_of <= ${day(table)}
  ),
  counted as (
    select as_of, sum(count(*)) over (order by as_of desc) as so_far from scored group by as_of
  ),
  live as (
    select scored.account_id, scored.as_of
    from scored inner join counted on counted.as_of = scored.as_of
    where counted.so_far <= ${ROWS_AT_MOST} or scored.as_of = ${day(table)}
  ),
  final as (
    select live.account_id, live.as_of, ${values.join(' ')} ${literal(table.snapshotId)} as snapshot_id
    from live ${joins.join(' ')}
  )
  select ${columns.map(({ name }) => identifier(name)).join(', ')} from final`;
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
