// The same work by hand: plain DuckDB on one database file, stage after stage, in one process.
// node run.mjs --db FILE --exports DIR --project DIR --models FILE --ours FILE --as-of DAY [--first DAY] STAGE...
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { borrow } from './borrow.mjs';
import { extract, extractNight } from './extract.mjs';
import { literal } from './sql.mjs';
import { transform } from './transform.mjs';

const STAGES = {
  extract,
  'extract-night': extractNight,
  borrow,
  transform,
};

const text = { type: 'string' };
const { values, positionals } = parseArgs({
  options: {
    db: text,
    exports: text,
    project: text,
    models: text,
    ours: text,
    first: text,
    'as-of': text,
    threads: text,
    memory: text,
  },
  allowPositionals: true,
});
const options = { ...values, asOf: values['as-of'] };
const threads = values.threads === undefined ? {} : { threads: values.threads };
// Checkpoints while it works would only write twice.
const instance = await DuckDBInstance.create(values.db, {
  memory_limit: values.memory ?? '2GiB',
  checkpoint_threshold: '1GiB',
  ...threads,
});
const connection = await instance.connect();
await connection.run(`set TimeZone = 'UTC'; set variable as_of = date ${literal(options.asOf)}`);
for (const stage of positionals) {
  const begun = performance.now();
  await STAGES[stage](connection, options);
  console.log(JSON.stringify({ stage, milliseconds: performance.now() - begun }));
}
connection.closeSync();
instance.closeSync();
