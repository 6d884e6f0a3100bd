import { SPINE } from '../../core/plan/project-graph.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { AppendColumn, Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';

/** Tables of the scratch catalog in which one scorecard's work waits until it is committed; dropped after it. */
const TABLES = [
  'accounts',
  'days',
  'batch_0',
  'batch_1',
  'rows',
  'measures',
  'lines',
  'reasons',
  'explanation',
] as const;
type ScratchTable = (typeof TABLES)[number];

/** The scratch catalog while one scorecard is at work. Accounts and dates go by number: whole numbers travel fastest. */
export interface ScoreScratch {
  readonly catalog: string;
  /** How many accounts are numbered, from 0. */
  readonly accounts: number;
  /** Dates by number. */
  readonly days: readonly string[];
  /** How many accounts were live on each date. */
  readonly pairs: ReadonlyMap<string, number>;
}

/** `delta.score_<name>` of the session's current catalog. */
export function scratchTable(name: ScratchTable): string {
  return `delta.score_${name}`;
}

/** Numbers the dates and their accounts, and makes the empty tables that scoring appends to. */
export async function createScratch(
  session: Session,
  days: readonly string[],
  measures: number,
): Promise<ScoreScratch> {
  await session.run('create schema if not exists delta');
  const [current] = await session.rows<{ catalog: string }>('select current_database() as catalog');
  const catalog = current?.catalog ?? '';
  const spine = qualified(`build.${SPINE}`);
  await session.run(`create or replace table ${scratchTable('accounts')} as
    select account_id, cast(row_number() over (order by account_id) - 1 as integer) as account_no
    from (select distinct account_id from ${spine} where ${inDates('as_of', days)})`);
  await session.run(`create or replace table ${scratchTable('days')} (day_no integer, as_of date)`);
  await appendScratch(session, { catalog }, 'days', [
    { name: 'day_no', type: 'integer', values: days.map((_day, i) => i) },
    { name: 'as_of', type: 'date', values: days },
  ]);
  await createOutputTables(session, measures);
  const [count] = await session.rows<{ n: number }>(`select count(*) as n from ${scratchTable('accounts')}`);
  const counts = await session.rows<{ as_of: string; n: number }>(
    `select cast(as_of as varchar) as as_of, count(*) as n from ${spine} where ${inDates('as_of', days)} group by as_of`,
  );
  return { catalog, accounts: count?.n ?? 0, days, pairs: new Map(counts.map(({ as_of, n }) => [as_of, n])) };
}

export function appendScratch(
  session: Session,
  { catalog }: Pick<ScoreScratch, 'catalog'>,
  table: ScratchTable,
  columns: readonly AppendColumn[],
): Promise<void> {
  return session.append(`${catalog}.${scratchTable(table)}`, columns);
}

export async function dropScratch(session: Session): Promise<void> {
  for (const name of TABLES) await session.run(`drop table if exists ${scratchTable(name)}`);
}

async function createOutputTables(session: Session, measures: number): Promise<void> {
  await session.run(`create or replace table ${scratchTable('rows')} (
    account_no integer, day_no integer, score integer, low integer, high integer, coverage double,
    confidence integer, band integer, raw_band integer, previous_band integer, band_reason integer)`);
  const ofMeasures = Array.from(
    { length: measures },
    (_measure, i) =>
      `points_${i} integer, max_points_${i} integer, scaled_value_${i} double, state_${i} integer`,
  );
  await session.run(`create or replace table ${scratchTable('measures')} (
    account_no integer, day_no integer, ${ofMeasures.join(', ')})`);
  await session.run(`create or replace table ${scratchTable('lines')} (
    account_no integer, day_no integer, dimension varchar, item varchar, kind varchar,
    raw_value double, raw_text varchar, scaled_value double, weight double,
    points integer, max_points integer, state integer)`);
  await session.run(`create or replace table ${scratchTable('reasons')} (
    account_no integer, day_no integer, reason_1 varchar, reason_2 varchar, reason_3 varchar)`);
}
