/**
 * A BI tool in a process of its own: holds a serving file open and asks it again and again, and opens it anew beside that.
 * On a line on stdin it prints what it saw: of the held file, of new ones, snapshots that were mixed, and errors.
 */
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';

const path = process.argv[2] ?? '';
const open = () => DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
const result = {
  held: new Set<string>(),
  seen: new Set<string>(),
  mixed: 0,
  looks: 0,
  errors: [] as string[],
};

async function ask(instance: DuckDBInstance, into: Set<string>): Promise<void> {
  const connection = await instance.connect();
  try {
    const latest = await connection.runAndReadAll(
      `select cast(as_of as varchar) || ' ' || count(*), count(distinct snapshot_id)::integer from current_scores group by as_of`,
    );
    for (const [what, snapshots] of latest.getRowsJson()) {
      into.add(String(what));
      if (snapshots !== 1) result.mixed++;
    }
    const ids = ['scores', 'score_measures', 'features', 'alerts'].map(
      (table) => `select distinct snapshot_id from current_${table}`,
    );
    const together = await connection.runAndReadAll(ids.join(' union '));
    if (together.getRowsJson().length !== 1) result.mixed++;
  } finally {
    connection.closeSync();
  }
}

let stopped = false;
process.stdin.once('data', () => {
  stopped = true;
});
const held = await open();
await ask(held, result.held);
writeSync(1, 'open\n');
while (!stopped) {
  try {
    await ask(held, result.held);
    const fresh = await open();
    await ask(fresh, result.seen);
    fresh.closeSync();
  } catch (error) {
    result.errors.push(String(error));
  }
  result.looks++;
  await wait(10);
}
await ask(await open(), result.seen);
writeSync(1, `${JSON.stringify({ ...result, held: [...result.held], seen: [...result.seen] })}\n`);
process.exit(0);
