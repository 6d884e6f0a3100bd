/**
 * The run records as tables of the build file. `status` and the other words are those of run_results.json; a run that was
 * killed says `running`.
 */
export const RUN_TABLES: readonly string[] = [
  'create schema if not exists build.meta',
  `create table if not exists build.meta.runs (
    run_id varchar, command varchar, target varchar, as_of date, status varchar, exit_code integer, started_at timestamp,
    finished_at timestamp, snapshot_id varchar, engine_version varchar, errors integer, warnings integer)`,
  `create table if not exists build.meta.run_nodes (
    run_id varchar, unique_id varchar, stage varchar, status varchar, rows bigint, bytes bigint, seconds double,
    peak_memory_bytes bigint, message varchar)`,
  // Build files of earlier versions have no such columns.
  'alter table build.meta.runs add column if not exists threads integer',
  'alter table build.meta.runs add column if not exists memory_limit varchar',
  'alter table build.meta.run_nodes add column if not exists spill_bytes bigint',
  'alter table build.meta.run_nodes add column if not exists process_memory_bytes bigint',
];

/** Takes a JSON array of runs as $1. */
export const INSERT_RUNS = insertJson('build.meta.runs', {
  run_id: 'VARCHAR',
  command: 'VARCHAR',
  target: 'VARCHAR',
  as_of: 'DATE',
  status: 'VARCHAR',
  exit_code: 'INTEGER',
  started_at: 'TIMESTAMP',
  finished_at: 'TIMESTAMP',
  snapshot_id: 'VARCHAR',
  engine_version: 'VARCHAR',
  errors: 'INTEGER',
  warnings: 'INTEGER',
  threads: 'INTEGER',
  memory_limit: 'VARCHAR',
});

/** Takes a JSON array of nodes as $1. */
export const INSERT_RUN_NODES = insertJson('build.meta.run_nodes', {
  run_id: 'VARCHAR',
  unique_id: 'VARCHAR',
  stage: 'VARCHAR',
  status: 'VARCHAR',
  rows: 'BIGINT',
  bytes: 'BIGINT',
  seconds: 'DOUBLE',
  peak_memory_bytes: 'BIGINT',
  spill_bytes: 'BIGINT',
  process_memory_bytes: 'BIGINT',
  message: 'VARCHAR',
});

function insertJson(table: string, columns: Readonly<Record<string, string>>): string {
  return `insert into ${table} by name
    select unnest(item) from (select unnest(from_json($1::json, '${JSON.stringify([columns])}')) as item)`;
}
