import type { Session } from '../../ports/warehouse.ts';

/** Makes the table that the back-test writes, where it is missing. Its columns are a contract with publishing. */
export async function createBacktestTables(session: Session): Promise<void> {
  await session.run('create schema if not exists build.backtest');
  await session.run(`create table if not exists build.backtest.metrics (
    score_name varchar, as_of date, subject_kind varchar, subject varchar, horizon_days integer, segment varchar,
    statistic varchar, value double, ci_low double, ci_high double, n integer, n1 integer, n0 integer,
    p_value double, q_value double, reason varchar)`);
}
