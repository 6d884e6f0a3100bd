import type { Session } from '../../ports/warehouse.ts';

const READINGS = `score_name varchar, as_of date, decision_id varchar, horizon_days integer, score decimal(9,4),
  scorecard_version integer, scorecard_hash varchar`;

/** Makes the tables that the back-test writes, where they are missing. Their columns are a contract with publishing. */
export async function createBacktestTables(session: Session): Promise<void> {
  await session.run('create schema if not exists build.backtest');
  await session.run(`create table if not exists build.backtest.metrics (
    score_name varchar, as_of date, subject_kind varchar, subject varchar, horizon_days integer, segment varchar,
    statistic varchar, value double, ci_low double, ci_high double, n integer, n1 integer, n0 integer,
    p_value double, q_value double, reason varchar)`);
  await session.run('create schema if not exists build.meta');
  await session.run(`create table if not exists build.meta.past_studies (
    score_name varchar, horizon_days integer, key varchar, study varchar)`);
  await session.run(`create table if not exists build.backtest.readings (${READINGS})`);
  await session.run(`create table if not exists build.backtest.published_readings (${READINGS})`);
}
