import { readFileSync } from 'node:fs';

export function literal(text) {
  return `'${String(text).replaceAll("'", "''")}'`;
}

/** Runs a file of statements that lies beside this one. */
export async function runFile(connection, name) {
  await connection.run(readFileSync(new URL(name, import.meta.url), 'utf8'));
}

export async function column(connection, query) {
  const reader = await connection.runAndReadAll(query);
  return reader.getRows().map(([value]) => String(value));
}
