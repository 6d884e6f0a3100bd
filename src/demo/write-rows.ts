import type { DemoContext } from './demo-context.ts';
import { REJECTED } from './plant-faults.ts';
import { BOM, type FileStyle, jsonLine, writeFile } from './write-files.ts';

export interface RowsOutput {
  /** system__name, as models/staging declares it. */
  readonly source: string;
  readonly style: FileStyle;
  readonly columns: readonly string[];
  readonly key: string;
  readonly bom?: boolean;
  /** The newest file that there can be: a company too small for any row of this source gets it without rows. */
  readonly newest: string;
}

/** The file of a source that would be running on the last day. */
export function newestFile(
  { calendar }: DemoContext,
  size: 'month' | 'quarter' | 'half',
  before: string,
  after: string,
): string {
  const periods = { month: calendar.months, quarter: calendar.quarters, half: calendar.halves }[size];
  return `${before}${periods.at(-1)?.month ?? ''}${after}`;
}

/**
 * Writes `demo_rows` (file, seq, fault, then the columns) to its files, one COPY each, tells the tally what went where,
 * and drops it.
 */
export async function writeRows(context: DemoContext, output: RowsOutput): Promise<void> {
  const { session } = context;
  const found = await session.rows<{ file: string }>('select distinct file from demo_rows order by file');
  const files = found.length === 0 ? [{ file: output.newest }] : found;
  for (const { file } of files) await writeFile(context, file, output.style, query(output, file));
  await tallyRows(context, output, files.length);
  await session.run('drop table demo_rows');
}

function query(output: RowsOutput, file: string): string {
  const from = `from demo_rows where file = '${file}' order by seq`;
  if (output.style === 'lines' || output.style === 'lines_gz') {
    const line = jsonLine(output.columns);
    return `select case when fault = 'truncated_line' then left(${line}, length(${line}) // 2) else ${line} end as line ${from}`;
  }
  return `select ${headed(output.columns, output.bom === true)} ${from}`;
}

/** The columns as a CSV with or without a byte-order mark names them. */
export function headed(columns: readonly string[], bom: boolean): string {
  const [first, ...rest] = columns;
  return [bom ? `${first} as "${BOM}${first}"` : first, ...rest].join(', ');
}

async function tallyRows(context: DemoContext, output: RowsOutput, files: number): Promise<void> {
  const { session, tally } = context;
  const rejected = `coalesce(fault in (${REJECTED.map((kind) => `'${kind}'`).join(', ')}), false)`;
  const [row] = await session.rows<{ records: number; keys: number; rejects: number }>(`
    select count(*) as records, count(*) filter (${rejected}) as rejects,
      count(distinct ${output.key}) filter (not ${rejected}) as keys
    from demo_rows`);
  const { records, keys, rejects } = row ?? { records: 0, keys: 0, rejects: 0 };
  tally.source({ source: output.source, files, records, keys, rejects, repeats: records - rejects - keys });
  const faults = await session.rows<{ fault: string; count: number; files: string[] }>(`
    select fault, count(*) as count, list(distinct file order by file) as files
    from demo_rows where fault is not null group by fault order by fault`);
  for (const { fault, count, files: found } of faults)
    tally.mess({ kind: fault, source: output.source, count, unit: 'rows', files: found });
}
