import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openWarehouse } from '../../src/adapters/duckdb/open-warehouse.ts';
import { DEMO_END } from '../../src/demo/demo-options.ts';
import { generateDemo } from '../../src/demo/generate-demo.ts';
import type { Session } from '../../src/ports/warehouse.ts';

export interface SignalCompany {
  readonly session: () => Session;
  /** The first column of the first row. */
  readonly value: (sql: string) => Promise<number>;
  /** The table that holds all files of a pattern as text, with `file`: their names' date part. */
  readonly files: (pattern: string) => string;
}

const EXPORTS = [
  'crm/accounts_*.csv',
  'crm/tags_*.jsonl',
  'crm/notes_*.jsonl',
  'crm/market_signals_*.csv',
  'crm/pulse_*.csv',
  'support/tickets_*.jsonl',
  'success/milestones_*.csv',
  'success/objectives_*.csv',
  'success/objective_progress_*.csv',
  'success/interventions_*.csv',
  'product/integrations_*.csv',
  'product/syncs_*.parquet',
  'reviews/reviews_*.jsonl',
];

/**
 * A company with few events and no planted faults, for what its other exports say. `truth` holds account_id, as_of and
 * health; `customer` the CRM's newest word on each account. To be called at the top of a test file.
 */
export function signalCompany(): SignalCompany {
  let folder = '';
  let warehouse: Awaited<ReturnType<typeof openWarehouse>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdfast-signals-'));
    warehouse = await openWarehouse({ threads: 2 });
    const truth = join(folder, 'truth.parquet');
    const options = { accounts: 400, months: 30, seed: 5, events: 1_000, end: DEMO_END };
    await generateDemo(warehouse, { ...options, withMess: false, out: join(folder, 'exports'), truth });
    await warehouse.run(`create table truth as select account_id, as_of, health from '${truth}'`);
    for (const pattern of EXPORTS)
      await warehouse.run(`create table ${files(pattern)} as ${readAll(join(folder, 'exports', pattern))}`);
    await warehouse.run(`
      create table customer as
      select distinct on (account_id) account_id, workspace_id, support_org_id, cast(signed_on as date) as signed_on, go_live_on
      from ${files('crm/accounts_*.csv')} order by account_id, file desc`);
  }, 240_000);
  afterAll(async () => {
    warehouse.close();
    await rm(folder, { recursive: true });
  });
  const files = (pattern: string): string => pattern.replace('/', '_').replace(/_\*.*/, '');
  return {
    session: () => warehouse,
    value: async (sql) => {
      const [row] = await warehouse.rows<{ x: number }>(`select (${sql}) as x`);
      return row?.x ?? Number.NaN;
    },
    files,
  };
}

/** A join that gives each row of `rows` the health of the week that holds `day`. */
export function withHealth(rows: string, day: string): string {
  return `(select r.*, t.health from ${rows} as r asof join truth as t on t.account_id = r.account_id and t.as_of <= cast(r.${day} as date))`;
}

function readAll(pattern: string): string {
  const all = pattern.endsWith('.parquet')
    ? `read_parquet('${pattern}', filename = true)`
    : pattern.endsWith('.jsonl')
      ? `read_json('${pattern}', format = 'newline_delimited', filename = true, map_inference_threshold = -1)`
      : `read_csv('${pattern}', all_varchar = true, union_by_name = true, filename = true)`;
  return `select * exclude (filename), regexp_extract(filename, '_(\\d{4}[-0-9]*)\\.', 1) as file from ${all}`;
}
