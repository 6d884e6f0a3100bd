import { type Problem, problem } from '../../errors.ts';
import { position } from './position.ts';
import type { NamedUse, SqlFacts } from './sql-tree.ts';

/** Functions that answer with the clock, chance or the session: a model that calls one can't be replayed. */
const CLOCK_AND_CHANCE = new Set([
  ...['now', 'today', 'ago', 'current_date', 'current_time', 'current_timestamp', 'transaction_timestamp'],
  ...['get_current_time', 'get_current_timestamp', 'localtime', 'localtimestamp'],
  ...['current_localtime', 'current_localtimestamp', 'pg_conf_load_time', 'pg_postmaster_start_time'],
  ...['random', 'setseed', 'uuid', 'uuidv4', 'uuidv7', 'gen_random_uuid', 'nextval', 'currval', 'stats'],
  ...['txid_current', 'current_transaction_id', 'current_query_id', 'current_connection_id', 'current_query'],
  ...[
    'getvariable',
    'current_setting',
    'current_user',
    'current_schema',
    'current_schemas',
    'in_search_path',
  ],
  ...['current_catalog', 'current_database', 'get_block_size', 'pg_sleep', 'sleep_ms', 'write_log'],
]);

/** Keywords of the clock and of the session that the parser takes for columns. */
const CLOCK_KEYWORDS = new Set([
  ...['current_date', 'current_timestamp', 'current_time', 'localtime', 'localtimestamp'],
  ...['current_schema', 'current_catalog'],
]);

/** Functions that answer as the rows happen to arrive, unless the call or its window orders them. */
const AS_ROWS_ARRIVE = new Set([
  ...['any_value', 'arbitrary', 'first', 'last', 'mode', 'list', 'array_agg'],
  ...[
    'string_agg',
    'group_concat',
    'listagg',
    'json_group_array',
    'json_group_object',
    'json_group_structure',
  ],
  ...['arg_max', 'arg_max_null', 'arg_max_nulls_last', 'argmax', 'max_by'],
  ...['arg_min', 'arg_min_null', 'arg_min_nulls_last', 'argmin', 'min_by'],
  ...['approx_quantile', 'approx_top_k', 'reservoir_quantile'],
  ...['row_number', 'first_value', 'last_value', 'nth_value', 'lag', 'lead', 'ntile', 'fill'],
  // Of floating-point sums the last bits, which even whole numbers as input don't save.
  ...['stddev', 'stddev_pop', 'stddev_samp', 'variance', 'var_pop', 'var_samp', 'sem'],
  ...['corr', 'covar_pop', 'covar_samp', 'regr_avgx', 'regr_avgy', 'regr_intercept', 'regr_r2', 'regr_slope'],
  ...['regr_sxx', 'regr_sxy', 'regr_syy', 'skewness', 'kurtosis', 'kurtosis_pop', 'entropy', 'product'],
  ...['fsum', 'kahan_sum', 'sumkahan', 'favg', 'geomean', 'geometric_mean', 'wavg', 'weighted_avg'],
]);

/** Table functions that read no file and no network. */
const SAFE_TABLE_FUNCTIONS = new Set(['unnest', 'range', 'generate_series', 'json_each', 'json_tree']);

/** What a model's SQL may not do, whatever its layer. */
export function checkSqlRules(file: string, sql: string, facts: SqlFacts): Problem[] {
  const at = (use: NamedUse) => ({ file, ...position(sql, use.offset) });
  // age(x), also written x.age(), is age(today, x).
  const isClock = (use: SqlFacts['functions'][number]) =>
    CLOCK_AND_CHANCE.has(use.name) || (use.name === 'age' && use.arguments < 2);
  const clocks = [
    ...facts.functions.filter(isClock),
    ...facts.bareColumns.filter((use) => CLOCK_KEYWORDS.has(use.name)),
  ];
  const unordered = facts.functions.filter((use) => AS_ROWS_ARRIVE.has(use.name) && !use.ordered);
  return [
    ...clocks.map((use) => problem('clockInModel', { name: use.name }, at(use))),
    ...unordered.map((use) => problem('unorderedAggregate', { name: `${use.name}()` }, at(use))),
    ...facts.arrivals.map((use) => problem('unorderedAggregate', { name: use.name }, at(use))),
    ...facts.tableFunctions
      .filter((use) => !SAFE_TABLE_FUNCTIONS.has(use.name))
      .map((use) => problem('unsafeTableFunction', { name: use.name }, at(use))),
  ];
}
