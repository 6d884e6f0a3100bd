import type { DuckDBConnection } from '@duckdb/node-api';
import { identifier, literal } from '../../core/sql/quote.ts';
import type { ServingTable } from '../../ports/serving-file.ts';

export type ServingColumn = ServingTable['columns'][number];

const SNAPSHOT_DATE = {
  name: 'snapshot_date',
  type: 'date',
  comment: 'The date whose snapshot the row is from.',
};

/** A table's columns as the serving file has them. */
export function allColumns(table: ServingTable): readonly ServingColumn[] {
  return [...table.columns, SNAPSHOT_DATE];
}

/** Comments on a table or view and on each of its columns: DuckDB drops those of a view that is made anew. */
export async function describe(
  connection: DuckDBConnection,
  kind: 'table' | 'view',
  what: { readonly name: string; readonly comment: string },
  columns: readonly ServingColumn[],
): Promise<void> {
  const name = identifier(what.name);
  const statements = columns.map(
    (column) => `comment on column ${name}.${identifier(column.name)} is ${literal(column.comment)}`,
  );
  await connection.run([`comment on ${kind} ${name} is ${literal(what.comment)}`, ...statements].join(';\n'));
}
