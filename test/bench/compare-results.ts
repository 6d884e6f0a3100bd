import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Workspace } from './workspace.ts';

const REJECTS = 'source, path, record, line, column_name, value, reason, detail';
const LEDGER = 'path, size, modified_ms, rows_read, rows_loaded, rows_rejected';

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
    `select ${REJECTS} from ours.meta.rejects`,
    `select ${REJECTS} from hand.meta.rejects`,
  );
  await say(
    connection,
    'ledger of files',
    `select ${LEDGER} from ours.meta.files`,
    `select ${LEDGER} from hand.meta.ledger`,
  );
  await compareScores(connection);
  await compareAuc(connection);
  connection.closeSync();
  instance.closeSync();
}

async function relations(connection: DuckDBConnection): Promise<string[]> {
  const schemas = "('raw', 'seeds', 'intermediate', 'spine', 'features')";
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

async function compareScores(connection: DuckDBConnection): Promise<void> {
  const [[n, equal, most, bands] = []] = await rows(
    connection,
    `
    select count(*), count(*) filter (where ours.score is not distinct from hand.score), max(abs(ours.score - hand.score)),
      count(*) filter (where ours.raw_band = hand.raw_band)
    from ours.scores.scores as ours inner join hand.scores.scores as hand using (account_id, as_of, score_name)`,
  );
  console.log(
    `- scores: ${equal} of ${n} the same to the last tick, the others by ${most} at most; ${bands} in the same raw band`,
  );
  const lines = (side: string) =>
    `select account_id, as_of, item from ${side}.scores.score_measures where kind = 'measure'`;
  await say(connection, 'lines of the explanation (account, date, measure)', lines('ours'), lines('hand'));
}

async function compareAuc(connection: DuckDBConnection): Promise<void> {
  const [[n, most] = []] = await rows(
    connection,
    `
    select count(*), max(abs(ours.value - hand.auc))
    from ours.backtest.metrics as ours inner join hand.backtest.metrics as hand on hand.horizon_days = ours.horizon_days and hand.n = ours.n
    where ours.subject_kind = 'score' and ours.statistic = 'auc' and ours.segment is null`,
  );
  console.log(`- AUC: ${n} horizons with the same decisions, the values apart by ${most} at most`);
}

async function rows(connection: DuckDBConnection, query: string): Promise<string[][]> {
  const reader = await connection.runAndReadAll(query);
  return reader.getRows().map((row) => row.map(String));
}
