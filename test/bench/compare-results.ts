import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Workspace } from './workspace.ts';

const REJECTS = 'source, path, record, line, column_name, value, reason, detail';
const LEDGER = 'path, size, modified_ms, rows_read, rows_loaded, rows_rejected';
/** Files that the work by hand reads itself. */
const READ = 'select path from hand.meta.ledger where rows_read > 0';

/** Whether both sides did the same work: says so, relation by relation, and what differs. Both files must hold a whole run. */
export async function compareResults(work: Workspace): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const side of ['ours', 'hand'] as const)
    await connection.run(`attach '${work.database(side)}' as ${side} (read_only)`);
  const same: string[] = [];
  for (const relation of await relations(connection)) {
    const note = await compareRelation(connection, relation);
    if (note === null) same.push(relation);
    else console.log(`- ${relation}: ${note}`);
  }
  console.log(`- the same rows in ${same.length} relations: ${same.join(', ')}`);
  await say(
    connection,
    'rejects',
    `select ${REJECTS} from ours.meta.rejects where source in (select source from hand.meta.rejects)`,
    `select ${REJECTS} from hand.meta.rejects`,
  );
  await say(
    connection,
    'ledger of files',
    `select ${LEDGER} from ours.meta.files where path in (${READ})`,
    `select ${LEDGER} from hand.meta.ledger where path in (${READ})`,
  );
  connection.closeSync();
  instance.closeSync();
}

async function relations(connection: DuckDBConnection): Promise<string[]> {
  const schemas = "('raw', 'seeds', 'intermediate', 'spine', 'features', 'marts')";
  return (
    await rows(
      connection,
      `select schema_name || '.' || table_name from duckdb_tables()
    where database_name = 'ours' and schema_name in ${schemas} order by all`,
    )
  ).map(([relation]) => relation ?? '');
}

/** Files are numbered by each side as it likes. */
async function compareRelation(connection: DuckDBConnection, relation: string): Promise<string | null> {
  const found = await rows(
    connection,
    `select string_agg('"' || column_name || '"', ', ' order by column_index) from duckdb_columns()
    where database_name = 'ours' and schema_name || '.' || table_name = '${relation}' and column_name <> '_file_id'`,
  );
  const columns = found[0]?.[0] ?? '*';
  try {
    return await difference(
      connection,
      `select ${columns} from ours.${relation}`,
      `select ${columns} from hand.${relation}`,
    );
  } catch (error) {
    return `not by hand (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`;
  }
}

async function say(connection: DuckDBConnection, what: string, ours: string, hand: string): Promise<void> {
  const note = await difference(connection, ours, hand);
  console.log(`- ${what}: ${note ?? 'the same rows'}`);
}

async function difference(connection: DuckDBConnection, ours: string, hand: string): Promise<string | null> {
  const count = (query: string) => `(select count(*) from (${query}))`;
  const [[n, more, less] = []] = await rows(
    connection,
    `select ${count(ours)}, ${count(`${ours} except all ${hand}`)}, ${count(`${hand} except all ${ours}`)}`,
  );
  return more === '0' && less === '0' ? null : `of ${n} rows ${more} only ours, ${less} only by hand`;
}

async function rows(connection: DuckDBConnection, query: string): Promise<string[][]> {
  const reader = await connection.runAndReadAll(query);
  return reader.getRows().map((row) => row.map(String));
}
