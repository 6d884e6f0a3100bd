import { DuplicateSql } from '../../core/sql/extract-duplicates.ts';
import { REDACTED, type RejectReason, readFault } from '../../core/sql/extract-stage.ts';
import { fail } from '../../errors.ts';
import type { ExtractContext } from './extract-context.ts';
import { linesOf } from './lines-of.ts';
import type { StagedBatch, StagedFile } from './staged-batch.ts';

/** Rejects that a message shows. */
const SHOWN = 3;

/**
 * Refuses a file of which more rows are bad than its source tolerates. What counts is the file by itself: rows that can't be
 * read, typed or believed, and rows that repeat a key of that very file. A row that another file has too is no fault of either.
 * @throws HoldfastError tooManyRejects at the first bad line.
 */
export async function checkTolerance(context: ExtractContext, staged: StagedBatch): Promise<void> {
  const repeats = await repeatsByFile(staged);
  const tolerated = staged.batch.source.tolerate.rejects;
  for (const file of staged.files) {
    const rows = file.rows + brokenLines(file);
    const bad = file.faults + brokenLines(file) + (repeats.get(file.index) ?? 0);
    if (bad > tolerated * rows)
      await refuse(context, staged, file, { bad, rows, repeats: repeats.get(file.index) ?? 0 });
  }
}

export function brokenLines(file: StagedFile): number {
  return file.broken.reduce((sum, row) => sum + row.lines, 0);
}

async function repeatsByFile({ session, sql, repeatedKeys }: StagedBatch): Promise<Map<number, number>> {
  if (repeatedKeys === 0) return new Map();
  const rows = await session.rows<{ file_index: number; repeats: number }>(
    new DuplicateSql(sql).repeatsWithinFiles(),
  );
  return new Map(rows.map((row) => [row.file_index, row.repeats]));
}

interface BadRow {
  readonly record: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: RejectReason;
}

async function refuse(
  context: ExtractContext,
  staged: StagedBatch,
  file: StagedFile,
  { bad, rows, repeats }: { bad: number; rows: number; repeats: number },
): Promise<never> {
  const { path } = file.item.file;
  const first = await firstBadRows(staged, file, repeats > 0);
  const records = first.map((row) => row.record);
  const lines = await linesOf(context, file.item, { records, broken: file.broken });
  const secret = staged.batch.source.columns.some((column) => column.personal);
  const shown = [
    ...first.map((row, i) => ({ line: lines.records[i] ?? null, text: describe(row) })),
    ...file.broken.slice(0, SHOWN).map((row, i) => ({
      line: lines.broken[i] ?? null,
      text: `"${secret ? REDACTED : row.text.slice(0, 40)}" ${row.reason} (${row.detail})`,
    })),
  ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  const params = {
    rejected: bad,
    rows,
    tolerated: percent(staged.batch.source.tolerate.rejects),
    counts: await countsByReason(staged, file, repeats),
    first: shown
      .slice(0, SHOWN)
      .map(({ line, text }) => (line === null ? text : `line ${line} ${text}`))
      .join(', '),
  };
  return fail('tooManyRejects', params, { file: path, line: shown[0]?.line ?? undefined });
}

export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`;
}

function describe({ column, value, reason }: BadRow): string {
  const what = [column, value === null ? null : `"${value.slice(0, 40)}"`, reason];
  return what.filter((part) => part !== null).join(' ');
}

interface FaultRow {
  readonly record: number;
  readonly fault: number;
  readonly value: string | null;
}

async function firstBadRows(
  { session, sql, batch }: StagedBatch,
  file: StagedFile,
  withRepeats: boolean,
): Promise<BadRow[]> {
  const faults = await session.rows<FaultRow>(
    `select rowid - ${file.base} + 1 as record, _fault as fault, _value as value from ${sql.stage}
     where _file = ${file.index} and _fault <> 0 order by rowid limit ${SHOWN}`,
  );
  const repeated = withRepeats ? await session.rows<{ record: number }>(firstRepeats(sql, file)) : [];
  const rows = [
    ...faults.map(({ record, fault, value }) => ({ record, value, ...readFault(batch.source, fault) })),
    ...repeated.map(({ record }) => ({
      record,
      column: batch.source.key.join(', '),
      value: null,
      reason: 'duplicate_key' as const,
    })),
  ];
  return rows.sort((a, b) => a.record - b.record).slice(0, SHOWN);
}

function firstRepeats(sql: StagedBatch['sql'], file: StagedFile): string {
  const earlier = `row_number() over (partition by ${sql.keys('s')} order by s.rowid)`;
  const keys = new DuplicateSql(sql).keys;
  return `select record from (
      select s.rowid - ${file.base} + 1 as record, ${earlier} as nth from ${sql.stage} as s
      where _file = ${file.index} and _fault = 0 and exists (select 1 from ${keys} as k where ${sql.sameKey('k', 's')}))
    where nth > 1 order by record limit ${SHOWN}`;
}

async function countsByReason(
  { session, sql, batch }: StagedBatch,
  file: StagedFile,
  repeats: number,
): Promise<string> {
  const faults = await session.rows<{ fault: number; n: number }>(
    `select _fault as fault, count(*) as n from ${sql.stage} where _file = ${file.index} and _fault <> 0 group by _fault`,
  );
  const counts = new Map<RejectReason, number>();
  const add = (reason: RejectReason, n: number) => counts.set(reason, (counts.get(reason) ?? 0) + n);
  for (const { fault, n } of faults) add(readFault(batch.source, fault).reason, n);
  for (const row of file.broken) add(row.reason, row.lines);
  if (repeats > 0) add('duplicate_key', repeats);
  return [...counts]
    .map(([reason, n]) => `${reason} ${n}`)
    .sort()
    .join(', ');
}
