import type { RejectReason } from '../../core/sql/extract-stage.ts';
import type { FilesRow } from '../../core/sql/meta-tables.ts';
import { HoldfastError, problem } from '../../errors.ts';
import type { RunEvent } from '../../ports/events.ts';
import type { Spent } from '../../ports/meter.ts';
import { told } from '../spent.ts';
import type { ExtractContext } from './extract-context.ts';
import type { ExtractReport, FileCounts, RowCounts, SourceReport } from './extract-report.ts';
import { freshnessOf, isOlder, lateProblem } from './freshness.ts';
import type { Ledger } from './ledger.ts';
import { notesOf } from './notes-of.ts';
import type { PlannedSource } from './planned-source.ts';
import type { WorkOutcome } from './run-batches.ts';

const FILE_FIELDS = [
  'seen',
  'loaded',
  'unchanged',
  'touched',
  'replaced',
  'duplicate',
  'empty',
  'vanished',
] as const satisfies readonly (keyof FileCounts)[];
const ROW_FIELDS = ['read', 'rejected'] as const satisfies readonly (keyof RowCounts)[];

type Rejects = Readonly<Partial<Record<RejectReason, number>>>;

/**
 * What a finished extract has to tell; warnings of stale sources and notes go to the events as well.
 * @throws HoldfastError exportLate for each source that has nothing as new as it should be; what there is has been loaded.
 */
export async function makeReport(
  context: ExtractContext,
  ledger: Ledger,
  planned: readonly PlannedSource[],
  { committed, spent }: Pick<WorkOutcome, 'committed' | 'spent'>,
): Promise<ExtractReport> {
  const loaded = new Map(committed.map((row) => [row.file_id, row]));
  const rejects = await rejectsBySource(context, planned);
  const sources = planned.map((one) => sourceReport(context, ledger, one, { loaded, rejects, spent }));
  const late = planned.flatMap(({ source }) =>
    lateProblem(source, freshnessOf(ledger.of(source.relation).values(), context.asOf)),
  );
  if (late.length > 0) throw new HoldfastError(late);
  const totals = {
    ...sumOf(
      sources.map(({ files }) => files),
      FILE_FIELDS,
    ),
    ...sumOf(
      sources.map(({ rows }) => rows),
      ROW_FIELDS,
    ),
  };
  return Object.freeze({ sources: Object.freeze(sources), totals: Object.freeze(totals) });
}

interface Loaded extends Pick<WorkOutcome, 'spent'> {
  readonly loaded: ReadonlyMap<number, FilesRow>;
  readonly rejects: ReadonlyMap<string, Rejects>;
}

function sourceReport(
  context: ExtractContext,
  ledger: Ledger,
  one: PlannedSource,
  { loaded, rejects, spent }: Loaded,
): SourceReport {
  const { source, plan } = one;
  const rows = plan.items
    .filter((item) => item.becomes === 'loaded')
    .flatMap((item) => loaded.get(item.fileId) ?? []);
  const took = spent.get(source.relation);
  if (took) context.events.emit(loadedNode(source.relation, rows, took));
  const { newest, days } = freshnessOf(ledger.of(source.relation).values(), context.asOf);
  const stale = isOlder(days, source.freshness?.warn_after_days);
  if (stale) {
    const params = { source: source.relation, newest: newest ?? '', days: days ?? 0 };
    const where = { file: source.file, severity: 'warning' as const };
    context.events.emit({ kind: 'problem', problem: problem('sourceStale', params, where) });
  }
  const notes = notesOf(one);
  for (const message of notes)
    context.events.emit({ kind: 'note', message: `${source.relation}: ${message}` });
  return Object.freeze({
    source: source.relation,
    files: Object.freeze(fileCounts(ledger, one)),
    rows: Object.freeze({
      read: total(rows, 'rows_read'),
      loaded: total(rows, 'rows_loaded'),
      rejected: total(rows, 'rows_rejected'),
    }),
    rejects: Object.freeze(rejects.get(source.relation) ?? {}),
    newest,
    stale,
    notes: Object.freeze(notes),
  });
}

function loadedNode(node: string, files: readonly FilesRow[], took: Spent): RunEvent {
  const rejected = total(files, 'rows_rejected');
  return {
    kind: 'node_finished',
    stage: 'extract',
    node,
    status: rejected === 0 ? 'success' : 'warn',
    rows: total(files, 'rows_loaded'),
    bytes: total(files, 'size'),
    ...told(took),
    ...(rejected === 0 ? {} : { message: `${rejected} rejected` }),
  };
}

function fileCounts(ledger: Ledger, { source, found, known, plan }: PlannedSource): FileCounts {
  const rows = ledger.of(source.relation);
  const statusOf = (path: string) => rows.get(path)?.status;
  const loads = plan.items.filter((item) => item.becomes === 'loaded');
  return {
    seen: found.length,
    loaded: loads.length,
    unchanged: known.filter((one) => one.kind === 'known' && !one.touched).length,
    touched: known.filter((one) => one.kind === 'known' && one.touched).length,
    replaced: loads.filter((item) => item.previous !== null).length,
    duplicate: found.filter((file) => statusOf(file.path) === 'duplicate').length,
    empty: found.filter((file) => statusOf(file.path) === 'empty').length,
    vanished: known.filter((one) => one.kind === 'absent').length,
  };
}

async function rejectsBySource(
  { warehouse }: ExtractContext,
  planned: readonly PlannedSource[],
): Promise<Map<string, Rejects>> {
  const ids = planned.flatMap(({ plan }) => plan.items.map((item) => item.fileId));
  if (ids.length === 0) return new Map();
  const rows = await warehouse.rows<{ source: string; reason: RejectReason; n: number }>(
    `select source, reason, count(*) as n from build.meta.rejects where file_id in (${ids.join(', ')})
     group by source, reason order by source, reason`,
  );
  const bySource = new Map<string, Partial<Record<RejectReason, number>>>();
  for (const { source, reason, n } of rows) bySource.set(source, { ...bySource.get(source), [reason]: n });
  return bySource;
}

function total(
  rows: readonly FilesRow[],
  field: 'rows_read' | 'rows_loaded' | 'rows_rejected' | 'size',
): number {
  return rows.reduce((sum, row) => sum + row[field], 0);
}

function sumOf<K extends string>(
  counts: readonly Readonly<Record<K, number>>[],
  fields: readonly K[],
): Readonly<Record<K, number>> {
  const sums = fields.map((field) => [field, counts.reduce((sum, one) => sum + one[field], 0)]);
  return Object.freeze(Object.fromEntries(sums) as Record<K, number>);
}
