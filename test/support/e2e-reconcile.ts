import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { literal } from '../../src/core/sql/quote.ts';
import type { DemoReport } from '../../src/demo/demo-report.ts';
import { exportsOf } from './e2e-project.ts';
import type { Ask } from './e2e-query.ts';

/** What the generator says that it made and planted, from the mark that it leaves beside the exports. */
export async function demoReport(project: string): Promise<DemoReport> {
  const text = await readFile(join(exportsOf(project), '.holdfast-demo.json'), 'utf8');
  return (JSON.parse(text) as { report: DemoReport }).report;
}

/** A source as the generator counts it: records = keys + repeats + rejects. */
export interface SourceCounts {
  readonly source: string;
  readonly files: number;
  readonly records: number;
  readonly keys: number;
  readonly repeats: number;
  readonly rejects: number;
}

/** The same counts as the ledger and the rejects have them. */
export function countsOfLedger(ask: Ask): Promise<readonly SourceCounts[]> {
  return ask<SourceCounts>(`
    with
    files as (
      select source, count(*) as files, sum(rows_read) as records, sum(rows_loaded) as loaded
      from build.meta.files group by source),
    rejects as (
      select source, count(*) filter (reason = 'duplicate_key') as repeats,
        count(*) filter (reason <> 'duplicate_key') as rejects
      from build.meta.rejects group by source)
    select
      replace(source, 'raw.', '') as source,
      files,
      cast(records as integer) as records,
      cast(loaded as integer) as keys,
      coalesce(repeats, 0) as repeats,
      coalesce(rejects, 0) as rejects
    from files left join rejects using (source)
    order by source`);
}

export interface FaultCounts {
  readonly kind: string;
  readonly source: string;
  readonly count: number;
  readonly files: readonly string[];
}

/** The planted faults that no load can accept, and by which reason they are known. */
const REFUSED = {
  impossible_date: 'bad_type',
  negative_amount: 'out_of_range',
  truncated_line: 'malformed_json',
};

/** What was planted of those faults, in the generator's words. */
export function plantedFaults({ mess }: DemoReport): FaultCounts[] {
  return mess
    .filter(({ kind }) => kind in REFUSED)
    .map(({ kind, source, count, files }) => ({ kind, source, count, files: [...files].sort() }))
    .sort(byKind);
}

/** The rejects that say a place to look at: their file, and the line or, of a format without lines, the record. */
export async function rejectedFaults(ask: Ask): Promise<FaultCounts[]> {
  const rows = await ask<{ reason: string; source: string; count: number; files: string }>(`
    select reason, replace(source, 'raw.', '') as source, count(*) as count,
      string_agg(distinct path, '|' order by path) as files
    from build.meta.rejects
    where reason <> 'duplicate_key' and (line > 0 or record > 0)
    group by reason, source`);
  const kinds = new Map(Object.entries(REFUSED).map(([kind, reason]) => [reason, kind]));
  return rows
    .map(({ reason, files, ...row }) => ({
      kind: kinds.get(reason) ?? reason,
      ...row,
      files: files.split('|'),
    }))
    .sort(byKind);
}

function byKind(a: FaultCounts, b: FaultCounts): number {
  return `${a.kind} ${a.source}` < `${b.kind} ${b.source}` ? -1 : 1;
}

export interface HistoryCounts {
  /** Stretches of time in which an account looked one and the same way. */
  readonly versions: number;
  readonly accounts: number;
  /** Versions that ended: the account changed, or was gone. */
  readonly ended: number;
  readonly vanished: number;
}

/** The history of the CRM's accounts as extract keeps it. */
export async function historyOfAccounts(ask: Ask): Promise<HistoryCounts | undefined> {
  const [counts] = await ask<HistoryCounts>(`
    with accounts as (
      select count(*) as versions, count(valid_to) as ended from build.raw.crm__accounts group by account_id)
    select
      cast(sum(versions) as integer) as versions, count(*) as accounts, cast(sum(ended) as integer) as ended,
      count(*) filter (versions = ended) as vanished
    from accounts`);
  return counts;
}

/** The same counts from the files alone: what each export shows, compared with what the one before it showed. */
export async function accountsInExports(ask: Ask, project: string): Promise<HistoryCounts | undefined> {
  const files = literal(join(exportsOf(project), 'crm', 'accounts_*.csv'));
  const [counts] = await ask<HistoryCounts>(`
    with
    files as (
      select * from read_csv(${files}, all_varchar = true, union_by_name = true, filename = true)),
    exports as (select filename, row_number() over (order by filename) as n from (select distinct filename from files)),
    shown as (
      select account_id, n, replace(cast(to_json(files) as varchar), filename, '') as content
      from files inner join exports using (filename)),
    rows as (
      select account_id, n, content,
        lag(n) over (partition by account_id order by n) as n_before,
        lag(content) over (partition by account_id order by n) as content_before
      from shown),
    accounts as (
      select account_id,
        count(*) filter (n_before is null or n_before < n - 1 or content <> content_before) as versions,
        max(n) = (select max(n) from exports) as is_there
      from rows group by account_id)
    select
      cast(sum(versions) as integer) as versions, count(*) as accounts,
      cast(sum(versions) - count(*) filter (is_there) as integer) as ended,
      count(*) filter (not is_there) as vanished
    from accounts`);
  return counts;
}
