import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { SERVING_FILE } from '../../../src/core/publish/layout.ts';

/** Every published file below a target with its hash; without the serving file, as DuckDB's own files differ from build to build. */
export async function targetBytes(
  target: string,
  options: { readonly serving?: boolean } = {},
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const name of (await readdir(target, { recursive: true })).sort()) {
    const path = join(target, name);
    if ((name === SERVING_FILE && !options.serving) || (await stat(path)).isDirectory()) continue;
    files[name] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return files;
}

/** What one statement over the serving file gives. */
export async function askServing(target: string, sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create(join(target, SERVING_FILE), { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The rows of every table of the serving file as one hash a table. */
export async function servingContent(target: string): Promise<unknown[][]> {
  const tables = await askServing(
    target,
    "select table_name from duckdb_tables() where schema_name = 'main' order by 1",
  );
  const hashes = tables.map(
    ([name]) =>
      `select '${name}' as name, count(*)::integer as n, cast(bit_xor(hash(t)) as varchar) as h from "${name}" as t`,
  );
  return askServing(target, `${hashes.join(' union all ')} order by 1`);
}
