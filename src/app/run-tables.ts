import { runIds } from '../adapters/project/run-folder.ts';
import type { RunRecord } from '../adapters/project/run-record.ts';
import { readRunRecord } from '../adapters/project/run-records.ts';
import { INSERT_RUN_NODES, INSERT_RUNS, RUN_TABLES } from '../core/sql/run-tables.ts';
import type { Warehouse } from '../ports/warehouse.ts';

/**
 * Brings build.meta.runs and build.meta.run_nodes up to the run records that there are: of this target all of them, for the
 * lock is ours and what says `running` was killed; of another target what has ended. What is pruned as a file stays a row.
 */
export async function writeRunTables(
  warehouse: Warehouse,
  projectDir: string,
  target: string,
): Promise<void> {
  for (const sql of RUN_TABLES) await warehouse.run(sql);
  const known = await warehouse.rows<{ run_id: string }>('select run_id from build.meta.runs');
  const ids = new Set(known.map(({ run_id }) => run_id));
  const fresh: RunRecord[] = [];
  for (const id of await runIds(projectDir)) {
    const record = ids.has(id) ? null : await readRunRecord(projectDir, id);
    if (record !== null && (record.target === target || record.status !== 'running')) fresh.push(record);
  }
  if (fresh.length === 0) return;
  await warehouse.transaction(async () => {
    await warehouse.run(INSERT_RUNS, [JSON.stringify(fresh.map(runRow))]);
    await warehouse.run(INSERT_RUN_NODES, [JSON.stringify(fresh.flatMap(nodeRows))]);
  });
}

function runRow({
  problems,
  limits,
  stages: _stages,
  results: _results,
  request: _request,
  ...run
}: RunRecord) {
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return { ...run, ...limits, errors, warnings: problems.length - errors };
}

function nodeRows({ run_id, results }: RunRecord) {
  return results.map(({ milliseconds, ...node }) => ({
    run_id,
    ...node,
    seconds: milliseconds === null ? null : milliseconds / 1000,
  }));
}
