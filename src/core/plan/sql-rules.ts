import { type Problem, problem } from '../../errors.ts';
import { position } from './position.ts';
import type { NamedUse, SqlFacts } from './sql-tree.ts';

/** Functions that answer with the clock, chance or the session: a model that calls one can't be replayed (DESIGN 4.1). */
const CLOCK_AND_CHANCE = new Set([
  ...['now', 'today', 'current_date', 'current_timestamp', 'get_current_timestamp', 'transaction_timestamp'],
  ...[
    'current_time',
    'get_current_time',
    'localtime',
    'localtimestamp',
    'current_localtimestamp',
    'current_localtime',
  ],
  ...[
    'random',
    'setseed',
    'uuid',
    'uuidv4',
    'uuidv7',
    'gen_random_uuid',
    'nextval',
    'currval',
    'txid_current',
  ],
  ...[
    'getvariable',
    'current_setting',
    'current_user',
    'current_schema',
    'current_database',
    'pg_postmaster_start_time',
  ],
]);

/** Keywords of the clock that the parser takes for columns. */
const CLOCK_KEYWORDS = new Set([
  'current_date',
  'current_timestamp',
  'current_time',
  'localtime',
  'localtimestamp',
]);

/** Aggregates that answer as the rows happen to arrive, unless the call orders them (PLATFORM 11). */
const UNORDERED_AGGREGATES = new Set([
  ...[
    'any_value',
    'arbitrary',
    'first',
    'last',
    'mode',
    'list',
    'array_agg',
    'string_agg',
    'group_concat',
    'listagg',
  ],
  ...['arg_max', 'arg_min', 'max_by', 'min_by', 'approx_quantile', 'approx_top_k', 'reservoir_quantile'],
]);

/** Table functions that read no file and no network. */
const SAFE_TABLE_FUNCTIONS = new Set(['unnest', 'range', 'generate_series', 'json_each', 'json_tree']);

/** What a model's SQL may not do, whatever its layer. */
export function checkSqlRules(file: string, sql: string, facts: SqlFacts): Problem[] {
  const at = (use: NamedUse) => ({ file, ...position(sql, use.offset) });
  const clocks = [
    ...facts.functions.filter((use) => CLOCK_AND_CHANCE.has(use.name)),
    ...facts.bareColumns.filter((use) => CLOCK_KEYWORDS.has(use.name)),
  ];
  return [
    ...clocks.map((use) => problem('clockInModel', { name: use.name }, at(use))),
    ...facts.functions
      .filter((use) => UNORDERED_AGGREGATES.has(use.name) && use.ordered !== true)
      .map((use) => problem('unorderedAggregate', { name: use.name }, at(use))),
    ...facts.tableFunctions
      .filter((use) => !SAFE_TABLE_FUNCTIONS.has(use.name))
      .map((use) => problem('unsafeTableFunction', { name: use.name }, at(use))),
  ];
}
