import type { DuckDBConnection } from '@duckdb/node-api';
import { fileLiteral, identifier, literal } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { ServingContent, ServingPart, ServingTable } from '../../ports/serving-file.ts';
import { type HeldTable, heldTables, OURS, PARTS, partName, shapeOf, wordsOf } from './held-tables.ts';
import { allColumns, describe } from './serving-columns.ts';
import { createView } from './serving-views.ts';

/** Makes the current database hold exactly `content`, leaving alone the parts that it holds already. */
export async function fillDatabase(connection: DuckDBConnection, content: ServingContent): Promise<void> {
  await connection.run('create schema if not exists holdfast');
  await connection.run(
    `create table if not exists ${PARTS} (table_name varchar, snapshot_date date, sha256 varchar)`,
  );
  for (const view of await viewNames(connection)) await connection.run(`drop view ${identifier(view)}`);
  const held = await heldTables(connection);
  await dropOutdated(connection, held, content.tables);
  for (const table of content.tables) await fillTable(connection, table, held.get(table.name) ?? null);
  for (const view of content.views) await createView(connection, view, content);
}

async function viewNames(connection: DuckDBConnection): Promise<string[]> {
  const reader = await connection.runAndReadAll(
    `select view_name from duckdb_views() where ${OURS} and not internal order by 1`,
  );
  return reader.getRows().map(([name]) => String(name));
}

/** Forgets the tables that are not wanted any more, or with other columns; or of which no part stays: deleting its rows costs more. */
async function dropOutdated(
  connection: DuckDBConnection,
  held: Map<string, HeldTable>,
  tables: readonly ServingTable[],
): Promise<void> {
  const wanted = new Map(tables.map((table) => [table.name, table]));
  for (const [name, { shape, parts }] of held) {
    const table = wanted.get(name);
    const stays = new Set(table?.parts.map(partName));
    if (table && shapeOf(table) === shape && parts.some((part) => stays.has(partName(part)))) continue;
    await connection.run(`drop table ${identifier(name)}`);
    await connection.run(`delete from ${PARTS} where table_name = $1`, [name]);
    held.delete(name);
  }
}

async function fillTable(
  connection: DuckDBConnection,
  table: ServingTable,
  held: HeldTable | null,
): Promise<void> {
  if (held === null) {
    const columns = allColumns(table).map((column) => `${identifier(column.name)} ${column.type}`);
    await connection.run(`create table ${identifier(table.name)} (${columns.join(', ')})`);
  }
  const wanted = new Map(table.parts.map((part) => [partName(part), part]));
  for (const part of held?.parts ?? []) {
    if (!wanted.delete(partName(part))) await removePart(connection, table, part.snapshotDate);
  }
  for (const part of wanted.values()) await addPart(connection, table, part);
  await assertRows(connection, table);
  if (held?.words !== wordsOf(table)) await describe(connection, 'table', table, allColumns(table));
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
