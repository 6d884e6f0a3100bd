import type { DuckDBConnection } from '@duckdb/node-api';
import type { ServingPart, ServingTable } from '../../ports/serving-file.ts';
import { allColumns } from './serving-columns.ts';

/** Which parts the tables hold: table, date and content. In a schema of its own, out of an analyst's sight. */
export const PARTS = 'holdfast.parts';

/** What analysts see of the serving file that is being built. */
export const OURS = "database_name = 'serving' and schema_name = 'main'";

type Part = Pick<ServingPart, 'snapshotDate' | 'sha256'>;

/** A table of an earlier serving file. */
export interface HeldTable {
  /** As `shapeOf` says. */
  readonly shape: string;
  /** As `wordsOf` says. */
  readonly words: string;
  readonly parts: readonly Part[];
}

/** All tables that the file holds, by name. Asked at once: DuckDB makes a list of every column there is for each question. */
export async function heldTables(connection: DuckDBConnection): Promise<Map<string, HeldTable>> {
  const parts = await rows(
    connection,
    `select table_name, cast(snapshot_date as varchar), sha256 from ${PARTS}`,
  );
  const columns = await rows(
    connection,
    `select table_name, column_name, data_type, comment from duckdb_columns() where ${OURS} order by table_name, column_index`,
  );
  const tables = await rows(connection, `select table_name, comment from duckdb_tables() where ${OURS}`);
  const ofTable = (found: readonly Row[], table: string) => found.filter(([name]) => name === table);
  return new Map(
    tables.map(([name = '', comment = '']) => {
      const own = ofTable(columns, name).map(([, column = '', type = '', said = '']) => ({
        ...{ name: column, type, comment: said },
      }));
      const held = ofTable(parts, name).map(([, snapshotDate = '', sha256 = '']) => ({
        snapshotDate,
        sha256,
      }));
      return [name, { shape: shape(own), words: words(comment, own), parts: held }];
    }),
  );
}

export function partName({ snapshotDate, sha256 }: Part): string {
  return `${snapshotDate} ${sha256}`;
}

/** Names and types of its columns. */
export function shapeOf(table: ServingTable): string {
  return shape(allColumns(table));
}

/** The comments on it and on its columns. */
export function wordsOf(table: ServingTable): string {
  return words(table.comment, allColumns(table));
}

type Row = readonly string[];

async function rows(connection: DuckDBConnection, query: string): Promise<readonly Row[]> {
  const reader = await connection.runAndReadAll(query);
  return reader.getRows().map((row) => row.map((value) => (value === null ? '' : String(value))));
}

function shape(columns: readonly { readonly name: string; readonly type: string }[]): string {
  return columns.map(({ name, type }) => `${name} ${type.toLowerCase()}`).join(', ');
}

function words(comment: string, columns: readonly { readonly comment: string }[]): string {
  return JSON.stringify([comment, ...columns.map((column) => column.comment)]);
}
