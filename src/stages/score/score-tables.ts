import type { Session } from '../../ports/warehouse.ts';

/**
 * Makes the tables that scoring writes, where they are missing; scores by another engine are dropped, for this one may score
 * otherwise. Their columns are a contract with publishing.
 *
 * @param engine fingerprint of the engine's code
 */
export async function openScoreTables(session: Session, engine: string): Promise<void> {
  await session.run('create schema if not exists build.meta');
  await session.run('create table if not exists build.meta.score_engine (fingerprint varchar)');
  const [known] = await session.rows<{ fingerprint: string }>(
    'select fingerprint from build.meta.score_engine',
  );
  if (known?.fingerprint === engine) return createScoreTables(session);
  await session.transaction(async () => {
    await session.run(
      'drop schema if exists build.scores cascade; drop table if exists build.meta.score_state',
    );
    await session.run('delete from build.meta.score_engine');
    await session.run('insert into build.meta.score_engine values ($1)', [engine]);
    await createScoreTables(session);
  });
}

/** Makes the tables where they are missing. */
export async function createScoreTables(session: Session): Promise<void> {
  await session.run('create schema if not exists build.scores; create schema if not exists build.meta');
  await session.run(`create table if not exists build.scores.scores (
    account_id varchar, as_of date, score_name varchar,
    score decimal(9,4), band varchar, raw_band varchar, band_reason varchar, previous_band varchar,
    coverage double, confidence varchar, score_low decimal(9,4), score_high decimal(9,4),
    reason_1 varchar, reason_2 varchar, reason_3 varchar,
    scorecard_version integer, scorecard_hash varchar, dimension_scores decimal(9,4)[])`);
  await session.run(`create table if not exists build.scores.score_measures (
    account_id varchar, as_of date, score_name varchar, dimension varchar, item varchar, kind varchar,
    raw_value double, scaled_value double, weight double,
    points decimal(9,4), max_points decimal(9,4), state varchar, raw_text varchar)`);
  await session.run(`create table if not exists build.scores.score_parameters (
    score_name varchar, as_of date, scorecard_version integer, scorecard_hash varchar, variant varchar, parameters varchar)`);
  await session.run(`create table if not exists build.meta.score_state (
    score_name varchar, as_of date, scorecard_hash varchar, sequence bigint, is_reading boolean, is_explained boolean,
    primary key (score_name, as_of))`);
}
