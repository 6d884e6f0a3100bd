import type { DuckDBConnection } from '@duckdb/node-api';
import { identifier, literal } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { ServingContent, ServingSource, ServingTable, ServingView } from '../../ports/serving-file.ts';
import { allColumns, describe, type ServingColumn } from './serving-columns.ts';

/** A view over tables that are there, with a comment on itself and on each of its columns. */
export async function createView(
  connection: DuckDBConnection,
  view: ServingView,
  content: ServingContent,
): Promise<void> {
  const tables = view.sources.map((source) => tableOf(view, source, content));
  const columns = commonColumns(tables);
  const names = columns.map(({ name }) => identifier(name)).join(', ');
  const selects = view.sources.map(
    (source) => `select ${names} from ${identifier(source.table)}${whereOf(source)}`,
  );
  await connection.run(`create view ${identifier(view.name)} as ${selects.join(' union all ')}`);
  await describe(connection, 'view', view, columns);
}

function tableOf(view: ServingView, source: ServingSource, content: ServingContent): ServingTable {
  const table = content.tables.find(({ name }) => name === source.table);
  return table ?? fail('defect', { detail: `view ${view.name} of the unknown table ${source.table}` });
}

function commonColumns([first, ...others]: readonly ServingTable[]): readonly ServingColumn[] {
  const held = others.map((table) => new Set(allColumns(table).map(({ name }) => name)));
  return first ? allColumns(first).filter(({ name }) => held.every((names) => names.has(name))) : [];
}

function whereOf({ only, except = [] }: ServingSource): string {
  if (only) return ` where snapshot_date in (${datesOf(only)})`;
  return except.length === 0 ? '' : ` where snapshot_date not in (${datesOf(except)})`;
}

function datesOf(dates: readonly string[]): string {
  return dates.map((date) => `date ${literal(date)}`).join(', ');
}
