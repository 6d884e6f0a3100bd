import { openBuild } from '../adapters/duckdb/open-build.ts';
import { FileLock, refuseHeld } from '../adapters/project/file-lock.ts';
import { didYouMean } from '../core/config/nearest.ts';
import { targetOf } from '../core/plan/make-plan.ts';
import { EXIT, fail } from '../errors.ts';
import type { Session } from '../ports/warehouse.ts';
import type { AppContext, CommandResult } from './context.ts';
import { rejectsText } from './rejects-text.ts';
import { runPaths } from './run-paths.ts';
import { readSettings } from './serving.ts';
import { stopOnAbort } from './stop-on-abort.ts';

export interface RejectsOptions {
  /** raw.crm__accounts, crm__accounts or accounts; without it all of them. */
  readonly source?: string | undefined;
  /** How many rejected rows are shown. */
  readonly limit?: number | undefined;
}

/** What stands in the build file of rows that were read and not loaded, from whatever run. */
export interface RejectsResult {
  readonly rows_read: number;
  readonly rows_rejected: number;
  readonly sources: readonly SourceRejects[];
  /** Some rejected rows: of each source and reason the first, then the second, and so on. */
  readonly examples: readonly RejectedRow[];
}

export interface SourceRejects {
  readonly source: string;
  readonly rows_read: number;
  readonly rows_rejected: number;
  readonly reasons: readonly { readonly reason: string; readonly rows: number }[];
}

export interface RejectedRow {
  readonly source: string;
  readonly reason: string;
  /** Relative to the folder of the exports. */
  readonly file: string;
  /** Physical line of a text file, from 1, and the record's number; null where it is not known. */
  readonly line: number | null;
  readonly record: number | null;
  readonly column: string | null;
  /** As it stood in the file; never of a personal column. */
  readonly value: string | null;
  readonly detail: string | null;
}

const DEFAULT_LIMIT = 10;

/**
 * The rows that were rejected, by source and reason, with examples. Reads the build file, which a run keeps to itself.
 * @throws HoldfastError lockHeld, buildFileBusy, nothingLoaded, badValue for an unknown source.
 */
export async function rejects(
  context: AppContext,
  options: RejectsOptions,
): Promise<CommandResult<RejectsResult>> {
  const settings = await readSettings(context);
  const paths = runPaths(context.projectDir, settings, targetOf({ settings }, context.target));
  const holder = await new FileLock(paths.lock, context.clock).holder();
  if (holder !== null) refuseHeld(holder, paths.lock);
  return stopOnAbort(await openBuild(paths.buildFile), context.signal, async (build) => {
    const result = await readRejects(build, options, paths.buildFile);
    return { exitCode: EXIT.done, result, text: rejectsText(result) };
  });
}

async function readRejects(build: Session, options: RejectsOptions, path: string): Promise<RejectsResult> {
  const read = await rowsRead(build, path);
  const wanted = wantedSources(
    read.map(({ source }) => source),
    options.source,
  );
  const reasons = await build.rows<{ source: string; reason: string; rows: number }>(
    'select source, reason, count(*) as rows from meta.rejects group by source, reason order by rows desc, reason',
  );
  const sources = read
    .filter(({ source }) => wanted.has(source))
    .map(({ source, rows_read }) => {
      const own = reasons.filter((one) => one.source === source);
      return { source, rows_read, rows_rejected: sum(own, 'rows'), reasons: own.map(withoutSource) };
    });
  return {
    rows_read: sum(sources, 'rows_read'),
    rows_rejected: sum(sources, 'rows_rejected'),
    sources,
    examples: await readExamples(build, wanted, options.limit ?? DEFAULT_LIMIT),
  };
}

function withoutSource({ reason, rows }: { reason: string; rows: number }) {
  return { reason, rows };
}

/** A run that ended before it loaded anything leaves a file without these tables, or with nothing in them. */
async function rowsRead(build: Session, path: string) {
  const [table] = await build.rows(
    "select 1 from duckdb_tables() where database_name = 'build' and schema_name = 'meta' and table_name = 'rejects'",
  );
  const read =
    table === undefined
      ? []
      : await build.rows<{ source: string; rows_read: number }>(`
    select source, cast(coalesce(sum(rows_read) filter (where status in ('loaded', 'vanished')), 0) as bigint) as rows_read
    from meta.files group by source order by source`);
  if (read.length > 0) return read;
  return fail('nothingLoaded', { path }, { hint: 'the last run ended before it loaded any' });
}

/** @throws HoldfastError badValue */
function wantedSources(known: readonly string[], wanted: string | undefined): ReadonlySet<string> {
  if (wanted === undefined) return new Set(known);
  const names = (source: string) => [source, source.replace(/^raw\./, ''), source.replace(/^.*?__/, '')];
  const found = known.filter((source) => names(source).includes(wanted));
  if (found.length > 0) return new Set(found);
  const hint = didYouMean(wanted, known.flatMap(names)) ?? `there are: ${known.join(', ')}`;
  return fail(
    'badValue',
    { what: '--source', detail: `names no source that was loaded: "${wanted}"` },
    { hint },
  );
}

/** In turns, so that a reason with few rows is seen beside one with thousands. */
async function readExamples(
  build: Session,
  sources: ReadonlySet<string>,
  limit: number,
): Promise<readonly RejectedRow[]> {
  const list = [...sources].map((_source, i) => `$${i + 1}`).join(', ');
  return build.rows<RejectedRow>(
    `with turns as (
      select *, row_number() over (partition by source, reason order by path, line, record, column_name) as turn
      from meta.rejects where source in (${list})
    ),
    chosen as (select * from turns order by turn, source, reason limit ${limit})
    select source, reason, path as file, line, record, column_name as "column", value, detail
    from chosen order by source, reason, turn`,
    [...sources],
  );
}

function sum<K extends string>(rows: readonly Readonly<Record<K, number>>[], field: K): number {
  return rows.reduce((total, row) => total + row[field], 0);
}
