import { runIds } from '../adapters/project/run-folder.ts';
import type { RunRecord } from '../adapters/project/run-record.ts';
import { readRunRecord } from '../adapters/project/run-records.ts';
import type { SqlRow } from '../ports/warehouse.ts';
import type { ShownRows } from './show.ts';

type Shape = Readonly<Record<string, string>>;

const RUNS: Shape = {
  run_id: 'VARCHAR',
  status: 'VARCHAR',
  exit_code: 'INTEGER',
  command: 'VARCHAR',
  target: 'VARCHAR',
  as_of: 'DATE',
  started_at: 'TIMESTAMP',
  finished_at: 'TIMESTAMP',
  snapshot_id: 'VARCHAR',
};
const NODES: Shape = {
  run_id: 'VARCHAR',
  unique_id: 'VARCHAR',
  stage: 'VARCHAR',
  status: 'VARCHAR',
  rows: 'BIGINT',
  bytes: 'BIGINT',
  milliseconds: 'BIGINT',
  peak_memory_bytes: 'BIGINT',
  spill_bytes: 'BIGINT',
  process_memory_bytes: 'BIGINT',
  message: 'VARCHAR',
};

/** The relations that `show` makes of the run records, so that they can be read while a run holds the build file. */
export const RUN_RELATIONS: readonly string[] = ['meta.runs', 'meta.run_nodes'];

/** The latest runs first; of nodes those of the latest run first, in the order in which they ended. */
export async function showRuns(projectDir: string, relation: string, limit: number): Promise<ShownRows> {
  const nodes = relation === 'meta.run_nodes';
  const rows: SqlRow[] = [];
  for (const id of await runIds(projectDir)) {
    const record = await readRunRecord(projectDir, id);
    if (record !== null) rows.push(...(nodes ? nodeRows(record) : [picked(RUNS, { ...record })]));
  }
  const columns = Object.entries(nodes ? NODES : RUNS).map(([name, type]) => ({ name, type }));
  return { relation, columns, rows: rows.slice(0, limit), total: rows.length };
}

function nodeRows({ run_id, results }: RunRecord): SqlRow[] {
  return results.map((node) => picked(NODES, { run_id, ...node }));
}

function picked(shape: Shape, row: SqlRow): SqlRow {
  return Object.fromEntries(Object.keys(shape).map((name) => [name, row[name] ?? null]));
}
