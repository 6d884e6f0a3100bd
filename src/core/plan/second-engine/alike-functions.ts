/**
 * Functions and operators that both engines have under one name and that answer alike (measured on 146 constructs with the same
 * Parquet files, DuckDB 1.5.6 and Trino 483). What is neither here, nor a construct with advice of its own, nor a macro of the
 * project is not known to be alike.
 */
export const ALIKE_FUNCTIONS: ReadonlySet<string> = new Set([
  ...['+', '-', '*', '%', '||', '~~', '!~~'],
  ...['count', 'count_star', 'count_if', 'sum', 'min', 'max', 'avg', 'bool_and', 'bool_or', 'grouping'],
  ...['stddev', 'stddev_samp', 'stddev_pop', 'variance', 'var_samp', 'var_pop'],
  ...['row_number', 'rank', 'dense_rank', 'percent_rank', 'cume_dist', 'ntile'],
  ...['lag', 'lead', 'first_value', 'last_value', 'nth_value'],
  ...[
    'abs',
    'mod',
    'round',
    'floor',
    'ceil',
    'ceiling',
    'sign',
    'sqrt',
    'ln',
    'log10',
    'exp',
    'power',
    'pow',
  ],
  ...['nullif', 'lower', 'upper', 'trim', 'ltrim', 'rtrim', 'length', 'substr', 'substring', 'replace'],
  ...['position', 'strpos', 'starts_with', 'contains'],
  ...['date_diff', 'date_trunc', 'date_part', 'unnest', 'year', 'quarter', 'month', 'day'],
]);
