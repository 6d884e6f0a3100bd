import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { column, literal } from './sql.mjs';

const TODAY = "as_of = getvariable('as_of')";
const PROFILE = `select account_id, as_of, account_name, owner, segment, lifecycle_stage,
  cast(arr_cents / 100 as decimal(18, 2)) as arr, currency, renewal_date, days_to_renewal
  from features.account_profile`;
const BEFORE = (
  days,
) => `(select any_value(b.score) from scores.scores as b where b.account_id = s.account_id and b.as_of = (
  select max(as_of) from scores.scores where as_of <= getvariable('as_of') - ${days}))`;

const TABLES = {
  accounts: `${PROFILE} where ${TODAY}`,
  scores: `select * from (${PROFILE} where ${TODAY}) inner join (
    select *, ${[7, 30, 90].map((days) => `score - ${BEFORE(days)} as score_change_${days}d`)} from scores.scores as s where ${TODAY}
  ) using (account_id, as_of)`,
  score_measures: `select * from scores.score_measures where ${TODAY}`,
  alerts: `select s.account_id, s.as_of, 'score_drop' as kind from scores.scores as s where ${TODAY} and ${BEFORE(30)} - s.score >= 10`,
  backtest_metrics: "select *, getvariable('as_of') as as_of from backtest.metrics",
};

/**
 * One ordered Parquet file a table under its date, each written beside and renamed into place, with a manifest of their hashes and a
 * serving file that holds the same. Without history, contract, dictionary, comments or verification.
 */
export async function publish(connection, { publish: root, asOf }) {
  const models = await column(
    connection,
    "select table_name from duckdb_tables() where schema_name = 'features' and table_name <> 'account_profile'",
  );
  const joins = models.map((name) => `inner join features.${name} using (account_id, as_of)`).join(' ');
  const features = `select * from (select account_id, as_of from features.account_profile where ${TODAY}) ${joins}`;
  const manifest = [];
  mkdirSync(join(root, 'serve'), { recursive: true });
  const serving = join(root, 'serve', 'holdfast.duckdb');
  const draft = `${serving}.draft`;
  rmSync(draft, { force: true });
  await connection.run(`attach ${literal(draft)} as serving`);
  for (const [name, query] of Object.entries({ ...TABLES, features })) {
    const folder = join(root, 'tables', name, `snapshot_date=${asOf}`);
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'data.parquet');
    await connection.run(
      `copy (${query} order by all) to ${literal(`${file}.draft`)} (format parquet, compression zstd)`,
    );
    manifest.push({
      name,
      sha256: createHash('sha256')
        .update(readFileSync(`${file}.draft`))
        .digest('hex'),
    });
    renameSync(`${file}.draft`, file);
    await connection.run(
      `create table serving.${name} as from read_parquet(${literal(join(root, 'tables', name, '*', 'data.parquet'))}, hive_partitioning = true, union_by_name = true)`,
    );
  }
  await connection.run('detach serving');
  if (existsSync(`${draft}.wal`)) throw new Error('the serving file is not whole');
  renameSync(draft, serving);
  writeFileSync(join(root, 'manifest.json.draft'), JSON.stringify({ asOf, files: manifest }));
  renameSync(join(root, 'manifest.json.draft'), join(root, 'manifest.json'));
}
