import { type Decisions, OUTCOMES, type Outcome } from '../../core/backtest/decisions.ts';
import { literal, qualified } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';

/** What makes a decision useless, and how to say so. */
const FAULTS: readonly (readonly [condition: string, detail: string])[] = [
  ['decision_id is null', 'without decision_id'],
  ['account_id is null', 'without account_id'],
  ['term_start is null or decision_date is null', 'without term_start or decision_date'],
  ['decision_date < term_start', 'with a decision_date before their term_start'],
  [
    `outcome is null or outcome not in (${OUTCOMES.map(literal).join(', ')})`,
    `with an outcome other than ${OUTCOMES.join(', ')}`,
  ],
  ["outcome <> 'open' and outcome_known_at is null", 'with an outcome, but without outcome_known_at'],
  ['same_id > 1', 'with the decision_id of another'],
];

/**
 * Reads the renewal decisions, in the order of their ids.
 *
 * @param relation schema.name in the session's current catalog, with decision_id, account_id, term_start, decision_date,
 *   outcome, outcome_known_at and segment; arr_before_cents and arr_after_cents where the project knows them
 * @throws HoldfastError decisionsInvalid when some can't be judged
 */
export async function readDecisions(session: Session, relation: string): Promise<Decisions> {
  const arr = await arrColumns(session, relation);
  await session.run(`create or replace table delta.backtest_decisions as
    select decision_id, account_id, cast(term_start as date) as term_start, cast(decision_date as date) as decision_date,
      outcome, cast(outcome_known_at as timestamp) as outcome_known_at, segment, ${arr},
      count(*) over (partition by decision_id) as same_id
    from ${qualified(relation)}`);
  await refuseFaults(session, relation);
  const columns: unknown[][] = [[], [], [], [], [], [], [], [], []];
  const query = `select decision_id, account_id, cast(term_start as varchar), cast(decision_date as varchar), outcome,
    cast(outcome_known_at as varchar), segment, arr_before, arr_after from delta.backtest_decisions order by decision_id`;
  for await (const chunk of session.read(query)) {
    for (const [i, column] of columns.entries()) {
      for (const value of chunk.columns[i] ?? []) column.push(value);
    }
  }
  const [ids = [], accounts = [], termStart = [], decisionDate = [], outcome = [], knownAt = [], ...rest] =
    columns;
  const [segment = [], arrBefore = [], arrAfter = []] = rest;
  return {
    rows: accounts.length,
    ids: ids as string[],
    accounts: accounts as string[],
    termStart: termStart as string[],
    decisionDate: decisionDate as string[],
    outcome: outcome as Outcome[],
    knownAt: knownAt as (string | null)[],
    segment: segment as (string | null)[],
    arrBefore: Float64Array.from(arrBefore as number[]),
    arrAfter: Float64Array.from(arrAfter as number[]),
  };
}

/** The money of a decision as doubles, NaN where the project has no such column or no such amount. */
async function arrColumns(session: Session, relation: string): Promise<string> {
  const described = await session.rows<{ column_name: string }>(`describe ${qualified(relation)}`);
  const has = new Set(described.map(({ column_name }) => column_name));
  const nan = "'nan'::double";
  return ['before', 'after']
    .map((when) => {
      const column = `arr_${when}_cents`;
      return `${has.has(column) ? `coalesce(cast(${column} as double), ${nan})` : nan} as arr_${when}`;
    })
    .join(', ');
}

async function refuseFaults(session: Session, relation: string): Promise<void> {
  for (const [condition, detail] of FAULTS) {
    const [found] = await session.rows<{ rows: number; sample: string | null }>(
      `select count(*) as rows, min(decision_id) as sample from delta.backtest_decisions where ${condition}`,
    );
    const { rows = 0, sample } = found ?? {};
    if (rows > 0) fail('decisionsInvalid', { relation, rows, detail, sample: sample ?? '' });
  }
}
