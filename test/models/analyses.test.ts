import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');

/** As the view of the serving file has it: an account of which too little is known has no score, yet revenue. */
const CURRENT_SCORES = `create table current_scores as
select 'health' as score_name, owner, currency, cast(arr as decimal(18, 2)) as arr, cast(score as decimal(9, 4)) as score, band,
  30 as days_to_renewal
from (values
  ('Ana', 'EUR', 100, 40, 'poor'),
  ('Ana', 'EUR', 300, 80, 'good'),
  ('Ana', 'EUR', 600, null, 'unknown'),
  ('Ana', 'USD', 500, 20, 'poor'),
  ('Bo', 'EUR', 700, null, 'unknown')
) as accounts (owner, currency, arr, score, band)`;

let ask: (sql: string) => Promise<Record<string, unknown>[]>;
let close: () => void;

beforeAll(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(CURRENT_SCORES);
  ask = async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJson();
  close = () => {
    connection.closeSync();
    instance.closeSync();
  };
});
afterAll(() => close());

test.each(['sql/analyses/at_risk_by_owner.sql', 'docs/bi/queries/portfolio_by_owner.sql'])(
  '%s: the mean score is over the revenue that has one, and adds up no two currencies',
  async (file) => {
    const rows = await ask(readFileSync(join(ROOT, file), 'utf8'));
    const figures = rows.map(({ owner, currency, arr_poor, score_by_arr }) => [
      owner,
      currency,
      Number(arr_poor ?? 0),
      score_by_arr,
    ]);
    expect(figures.sort()).toEqual([
      ['Ana', 'EUR', 100, '70.0'],
      ['Ana', 'USD', 500, '20.0'],
      ['Bo', 'EUR', 0, null],
    ]);
  },
);
