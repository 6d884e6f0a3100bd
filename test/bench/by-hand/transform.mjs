import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { column, literal } from './sql.mjs';

/** The regular as-of dates begin on a Monday. */
const FIRST = '2024-06-03';
/** Dates a slice: all at once while they fit, since every statement costs its start. */
const PAIRS_A_SLICE = 200_000;

/**
 * The project's own SELECTs as tables, without a world, checks or a copy of anything: they are plain SQL. `models` names a file
 * with all of them, each after what it reads. Builds the dates that are not there yet, in as few statements as will do.
 */
export async function transform(connection, { project, models: file, asOf, first = FIRST }) {
  const models = readModels(file);
  const isFirst =
    (await column(connection, "select 1 from duckdb_schemas() where schema_name = 'features'")).length === 0;
  if (isFirst) await begin(connection, project, models);
  else await renewRollups(connection, models);
  const slices = await sliceDates(connection, { asOf, first });
  for (const slice of slices) await buildSlice(connection, models, slice);
  for (const mart of models.marts)
    await connection.run(`create or replace table marts.${mart.name} as ${mart.sql}`);
}

function readModels(file) {
  const models = JSON.parse(readFileSync(file, 'utf8'));
  const layer = (...names) => models.filter((model) => names.includes(model.layer));
  return { below: layer('staging', 'intermediate'), features: layer('features'), marts: layer('marts') };
}

async function begin(connection, project, { below }) {
  for (const schema of ['seeds', 'staging', 'intermediate', 'spine', 'features', 'marts', 'todo'])
    await connection.run(`create schema ${schema}`);
  for (const seed of sqlFiles(join(project, 'seeds'), '.csv'))
    await connection.run(
      `create table seeds.${basename(seed, '.csv')} as from read_csv(${literal(seed)}, header = true)`,
    );
  for (const macro of sqlFiles(join(project, 'sql', 'macros'), '.sql'))
    await connection.run(readFileSync(macro, 'utf8'));
  for (const { layer, name, sql, materialized } of below)
    await connection.run(`create ${materialized === 'view' ? 'view' : 'table'} ${layer}.${name} as ${sql}`);
  await connection.run('create table spine.account_as_of (account_id varchar, as_of date)');
}

function sqlFiles(folder, end) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(end))
    .map((file) => join(folder, file));
}

/** A night touches the days of its events and nothing else. Dates off the calendar, such as last night's, go. */
async function renewRollups(connection, { below, features }) {
  for (const table of ['spine.account_as_of', ...features.map(({ name }) => `features.${name}`)])
    await connection.run(`delete from ${table} where dayofweek(as_of) <> 1`);
  const days = '(select day from meta.touched_days)';
  const night = await eventsOfTheNight(connection, below);
  const read = below.filter((model) => model.readsEvents && model.materialized !== 'view');
  for (const { layer, name, sql, partition } of read) {
    const table = `${layer}.${name}`;
    if (!partition) {
      await connection.run(`create or replace table ${table} as ${sql}`);
      continue;
    }
    await connection.run(
      `create temp table fresh_${name} as select * from (${night(sql)}) where ${partition} in ${days}`,
    );
    await connection.run(`delete from ${table} where ${partition} in ${days}`);
    await connection.run(`insert into ${table} from fresh_${name}`);
  }
}

/**
 * Lets a query read no events but those from the first touched day to the last: a filter on cast(occurred_at as date) does not
 * reach the scan, nor does one on what a window has made.
 */
async function eventsOfTheNight(connection, below) {
  const [first, last] = await column(
    connection,
    'select unnest([min(day), max(day) + 1]) from meta.touched_days',
  );
  const events = below.find(({ name }) => name === 'stg_product__events');
  const some = `(from raw.product__events where occurred_at >= date '${first}' and occurred_at < date '${last}')`;
  await connection.run(`create schema if not exists night;
    create or replace view night.events as ${events.sql.replace('raw.product__events', some)}`);
  return (sql) => sql.replaceAll('staging.stg_product__events', 'night.events');
}

/** Finds the pairs that are to be built, and cuts their dates into slices. */
async function sliceDates(connection, { asOf, first }) {
  const day = `date ${literal(asOf)}`;
  await connection.run(`create or replace table todo.pairs as
    with dates as (
      select cast(unnest(generate_series(date ${literal(first)}, ${day}, interval 7 day)) as date) as as_of union select ${day}
    )
    select account_id, as_of
    from dates inner join intermediate.int_account_lifetimes
      on live_from < as_of and coalesce(live_to, date '9999-12-31') >= as_of
    where as_of not in (select as_of from spine.account_as_of)
    group by account_id, as_of order by as_of, account_id`);
  await connection.run(
    'create or replace table meta.todo as select as_of, count(*) as pairs from todo.pairs group by as_of',
  );
  const slice = `sum(pairs) over (order by as_of) // ${PAIRS_A_SLICE}`;
  const found =
    await connection.runAndReadAll(`select cast(min(as_of) as varchar), cast(max(as_of) as varchar)
    from (select as_of, ${slice} as slice from meta.todo) group by slice order by slice`);
  return found
    .getRows()
    .map(([first, last]) => ({ first: `date ${literal(first)}`, last: `date ${literal(last)}` }));
}

/** In a slice the models see no more than its dates: of the spine, and of each other. */
async function buildSlice(connection, { features }, slice) {
  const { first, last } = slice;
  await connection.run(
    `create or replace table todo.account_as_of as from todo.pairs where as_of between ${first} and ${last}`,
  );
  await connection.run('insert into spine.account_as_of from todo.account_as_of');
  for (const { name, sql } of features) {
    const sliced = sql.replaceAll(/\b(from|join)\s+"?(?:spine|features)"?\./g, '$1 todo.');
    await connection.run(`create or replace table todo.${name} as ${sliced}`);
    await connection.run(`create table if not exists features.${name} as from todo.${name} limit 0`);
    await connection.run(`insert into features.${name} from todo.${name}`);
  }
}
