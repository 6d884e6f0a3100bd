import { join } from 'node:path';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { literal } from '../../src/core/sql/quote.ts';
import { cacheOf, publishedOf } from './e2e-project.ts';

export type Ask = <Row extends object>(sql: string) => Promise<readonly Row[]>;

/** Asks a database that is not the project's: files by their paths, and the build file of a run that is over as `build`. */
export async function asking<T>(project: string, work: (ask: Ask) => Promise<T>): Promise<T> {
  const warehouse = await openWarehouse({ threads: 2 });
  try {
    const build = join(cacheOf(project), 'dev', 'build.duckdb');
    await warehouse.run(`attach ${literal(build)} as build (read_only)`);
    return await work((sql) => warehouse.rows(sql));
  } finally {
    warehouse.close();
  }
}

/** A published table of one date, as something to select from. */
export function publishedTable(project: string, table: string, date: string): string {
  const path = join(publishedOf(project), 'tables', table, 'v=1', `snapshot_date=${date}`, 'data.parquet');
  return `read_parquet(${literal(path)}, hive_partitioning = false)`;
}
