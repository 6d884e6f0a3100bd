import { column, literal } from './sql.mjs';

/**
 * Raw tables that `extract.sql` does not read, or reads with other columns, as ours has them: they came with the library of
 * features, are small beside the events, and reading them by hand once more would time nothing new.
 */
export async function borrow(connection, { ours }) {
  await connection.run(`attach ${literal(ours)} as ours (read_only); create schema if not exists raw`);
  const columns = (
    database,
  ) => `select table_name, string_agg(column_name, ',' order by column_name) as columns
    from duckdb_columns() where database_name = ${database} and schema_name = 'raw' and column_name <> '_file_id' group by table_name`;
  const names = await column(
    connection,
    `select table_name from (${columns("'ours'")}) where table_name not like '%!_losers' escape '!'
     except select table_name from (${columns("'ours'")}) semi join (${columns('current_database()')}) using (table_name, columns)
     order by 1`,
  );
  for (const name of names)
    await connection.run(`create or replace table raw."${name}" as from ours.raw."${name}"`);
  await connection.run('detach ours');
  console.error(`borrowed: ${names.join(', ')}`);
}
