import type { DuckDBConnection } from '@duckdb/node-api';
import { fileLiteral, identifier, literal } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { ServingContent, ServingPart, ServingTable } from '../../ports/serving-file.ts';
import { allColumns, describe } from './serving-columns.ts';
import { createView } from './serving-views.ts';

/** Which parts the tables hold: table, date and content. In a schema of its own, out of an analyst's sight. */
const PARTS = 'holdfast.parts';

/** Makes the current database hold exactly `content`, leaving alone the parts that it holds already. */
export async function fillDatabase(connection: DuckDBConnection, content: ServingContent): Promise<void> {
  await connection.run('create schema if not exists holdfast');
  await connection.run(
    `create table if not exists ${PARTS} (table_name varchar, snapshot_date date, sha256 varchar)`,
  );
  for (const view of await names(connection, 'view_name', 'duckdb_views()'))
    await connection.run(`drop view ${identifier(view)}`);
  await dropOutdated(connection, content.tables);
  for (const table of content.tables) await fillTable(connection, table);
  for (const view of content.views) await createView(connection, view, content);
}

/** Drops the tables that are not wanted any more, or with other columns. */
async function dropOutdated(connection: DuckDBConnection, tables: readonly ServingTable[]): Promise<void> {
  const wanted = new Map(tables.map((table) => [table.name, shape(allColumns(table))]));
  for (const name of await names(connection, 'table_name', 'duckdb_tables()')) {
    const reader = await connection.runAndReadAll(
      `select column_name, data_type from duckdb_columns()
       where database_name = 'serving' and schema_name = 'main' and table_name = $1 order by column_index`,
      [name],
    );
    const found = shape(
      reader.getRows().map(([column, type]) => ({ name: String(column), type: String(type) })),
    );
    if (wanted.get(name) === found) continue;
    await connection.run(`drop table ${identifier(name)}`);
    await connection.run(`delete from ${PARTS} where table_name = $1`, [name]);
  }
}

async function names(connection: DuckDBConnection, column: string, from: string): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `select ${column} from ${from} where database_name = 'serving' and schema_name = 'main' and not internal order by 1`,
  );
  return reader.getRows().map(([name]) => String(name));
}

function shape(columns: readonly { readonly name: string; readonly type: string }[]): string {
  return columns.map(({ name, type }) => `${name} ${type.toLowerCase()}`).join(', ');
}

async function fillTable(connection: DuckDBConnection, table: ServingTable): Promise<void> {
  const name = identifier(table.name);
  const columns = allColumns(table).map((column) => `${identifier(column.name)} ${column.type}`);
  await connection.run(`create table if not exists ${name} (${columns.join(', ')})`);
  const wanted = new Map(table.parts.map((part) => [`${part.snapshotDate} ${part.sha256}`, part]));
  for (const held of await heldParts(connection, table)) {
    if (!wanted.delete(`${held.snapshotDate} ${held.sha256}`))
      await removePart(connection, table, held.snapshotDate);
  }
  for (const part of wanted.values()) await addPart(connection, table, part);
  await assertRows(connection, table);
  await describe(connection, 'table', table, allColumns(table));
}

async function heldParts(
  connection: DuckDBConnection,
  table: ServingTable,
): Promise<readonly Pick<ServingPart, 'snapshotDate' | 'sha256'>[]> {
  const reader = await connection.runAndReadAll(
    `select cast(snapshot_date as varchar), sha256 from ${PARTS} where table_name = $1`,
    [table.name],
  );
  return reader.getRows().map(([date, sha256]) => ({ snapshotDate: String(date), sha256: String(sha256) }));
}

async function removePart(connection: DuckDBConnection, table: ServingTable, date: string): Promise<void> {
  await connection.run(`delete from ${identifier(table.name)} where snapshot_date = date ${literal(date)}`);
  await connection.run(
    `delete from ${PARTS} where table_name = $1 and snapshot_date = date ${literal(date)}`,
    [table.name],
  );
}

async function addPart(connection: DuckDBConnection, table: ServingTable, part: ServingPart): Promise<void> {
  const date = `date ${literal(part.snapshotDate)}`;
  await connection.run(
    `insert into ${identifier(table.name)} by name
     select *, ${date} as snapshot_date from read_parquet(${fileLiteral(await part.path())}, hive_partitioning = false)`,
  );
  await connection.run(`insert into ${PARTS} values ($1, ${date}, $2)`, [table.name, part.sha256]);
}

/** An earlier file may have been written to by others: each part must have the rows that its manifest says. */
async function assertRows(connection: DuckDBConnection, table: ServingTable): Promise<void> {
  const reader = await connection.runAndReadAll(
    `select cast(snapshot_date as varchar), count(*) from ${identifier(table.name)} group by 1 order by 1`,
  );
  const found = reader.getRows().map(([date, count]) => `${date}: ${count}`);
  const expected = table.parts
    .filter((part) => part.rows > 0)
    .map((part) => `${part.snapshotDate}: ${part.rows}`)
    .sort();
  if (found.join() !== expected.join())
    fail('defect', { detail: `serving table ${table.name} holds ${found.join()}, not ${expected.join()}` });
}
