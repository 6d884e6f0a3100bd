import type { Measure } from '../../core/config/scorecard-schema.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import type { CompiledScorecard } from '../../core/score/compile-scorecard.ts';
import { qualified } from '../../core/sql/quote.ts';
import type { AppendColumn, Session } from '../../ports/warehouse.ts';
import { inDates } from '../transform/pending-build.ts';
import { rowColumns } from './scored-rows.ts';

/** A table of the scratch catalog in which one scorecard's work waits until it is committed. */
export type ScratchTable = 'accounts' | 'days' | 'rows' | 'lines' | 'reasons' | `measures_${number}`;

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

/** Measures of the rows that one card of the set counts for, as scoring appends them. */
export function measuresTable(card: number): ScratchTable {
  return `measures_${card}`;
}

/** Whether a measure's raw value is a word. */
export function readsText({ normalise }: Measure): boolean {
  return normalise.type === 'category';
}

/** Numbers the dates and their accounts, and makes the empty tables that scoring appends to. */
export async function createScratch(
  session: Session,
  days: readonly string[],
  cards: readonly CompiledScorecard[],
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
  await createOutputTables(session, cards);
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

/** @param cards for which the tables were made */
export async function dropScratch(session: Session, cards: readonly CompiledScorecard[]): Promise<void> {
  const tables: ScratchTable[] = ['accounts', 'days', 'rows', 'lines', 'reasons'];
  const all = [...tables, ...cards.map((_card, c) => measuresTable(c))];
  await session.run(all.map((table) => `drop table ${scratchTable(table)};`).join(' '));
}

async function createOutputTables(session: Session, cards: readonly CompiledScorecard[]): Promise<void> {
  const create = (table: ScratchTable, columns: readonly string[]) =>
    session.run(
      `create or replace table ${scratchTable(table)} (account_no integer, day_no integer, ${columns.join(', ')})`,
    );
  await create('rows', rowColumns(cards[0]?.dimensions.length ?? 0));
  for (const [c, { measures }] of cards.entries()) {
    const ofMeasures = measures.map(
      ({ spec }, i) =>
        `points_${i} integer, max_points_${i} integer, scaled_value_${i} double, state_${i} integer,
        raw_${i} ${readsText(spec) ? 'varchar' : 'double'}`,
    );
    await create(measuresTable(c), ofMeasures);
  }
  const lines =
    'dimension varchar, item varchar, kind varchar, raw_value double, raw_text varchar, scaled_value double';
  await create('lines', [lines, 'weight double', 'points integer', 'max_points integer', 'state integer']);
  await create('reasons', ['reason_1 varchar', 'reason_2 varchar', 'reason_3 varchar']);
}
