import { RejectSql } from '../../core/sql/extract-rejects.ts';
import { REDACTED } from '../../core/sql/extract-stage.ts';
import { literal } from '../../core/sql/quote.ts';
import { brokenLines } from './broken-lines.ts';
import type { ExtractContext } from './extract-context.ts';
import type { FoundFile } from './find-files.ts';
import type { Layout } from './layout.ts';
import { linesOf } from './lines-of.ts';
import type { StagedBatch, StagedFile } from './staged-batch.ts';

/** A file that rejects may name, with the means to find its lines; without a layout they stay unknown. */
export interface NamedFile {
  readonly fileId: number;
  readonly path: string;
  readonly file: FoundFile | null;
  readonly layout: Layout | null;
}

/**
 * Writes the rejects of a batch: rows that could not be split, rows with a fault and, when `beaten` has been worked out, rows
 * that lost their key. Answers how many of the batch's own rows it wrote. `others` are the files outside of the batch that lost rows to it or that its rows lost to.
 */
export async function writeRejects(
  context: ExtractContext,
  staged: StagedBatch,
  beaten: boolean,
  others: readonly NamedFile[],
): Promise<number> {
  const { session } = staged;
  const rejects = new RejectSql(staged.sql);
  const faulty = staged.files.filter((file) => file.faults > 0);
  const broken = staged.files.filter((file) => file.broken.length > 0);
  if (faulty.length === 0 && broken.length === 0 && !beaten) return 0;
  const named = [...staged.files.map(asNamed), ...others];
  await session.run(rejects.createLines);
  const linesOfBroken = await locate(context, staged, { rejects, beaten, named });
  let written = 0;
  for (const file of broken)
    written += await insertBroken(staged, file, linesOfBroken.get(file.fileId) ?? []);
  if (faulty.length > 0) written += await insertFaults(staged, rejects);
  if (!beaten) return written;
  written += await session.run(rejects.insertBeaten(named, 'new'));
  if (staged.batch.source.kind === 'events') await session.run(rejects.insertBeaten(named, 'kept'));
  return written;
}

async function insertFaults({ session, sql, files }: StagedBatch, rejects: RejectSql): Promise<number> {
  const codes = await session.rows<{ code: number }>(
    `select distinct _fault as code from ${sql.stage} where _fault <> 0`,
  );
  return session.run(
    rejects.insertFaults(
      files.map((file) => ({ ...file, path: file.item.file.path })),
      codes.map(({ code }) => code),
    ),
  );
}

function asNamed(file: StagedFile): NamedFile {
  const { layout } = file.item;
  return { fileId: file.fileId, path: file.item.file.path, file: file.item.file, layout };
}

/** Fills the table of lines; answers the lines of the broken rows by file. */
async function locate(
  context: ExtractContext,
  staged: StagedBatch,
  { rejects, beaten, named }: { rejects: RejectSql; beaten: boolean; named: readonly NamedFile[] },
): Promise<Map<number, readonly number[]>> {
  const records = await recordsByFile(staged, rejects, beaten);
  const own = new Map(staged.files.map((file) => [file.fileId, file.broken]));
  const found = { file: [] as number[], record: [] as number[], line: [] as number[] };
  const linesOfBroken = new Map<number, readonly number[]>();
  for (const { fileId, file, layout, path } of named) {
    if (file === null) continue;
    const wanted = records.get(fileId) ?? [];
    const broken = own.get(fileId);
    const elsewhere = () => brokenLines(staged.session, staged.batch.source.relation, path);
    const known = broken ? { broken } : { broken: [], brokenLines: await elsewhere() };
    const lines = await linesOf(context, { file, layout }, { records: wanted, ...known });
    linesOfBroken.set(fileId, lines.broken);
    lines.records.forEach((line, i) => {
      found.file.push(fileId);
      found.record.push(wanted[i] ?? 0);
      found.line.push(line);
    });
  }
  await staged.session.append(`temp.main.${staged.sql.stageName}_lines`, [
    { name: 'file_id', type: 'integer', values: found.file },
    { name: 'record', type: 'bigint', values: found.record },
    { name: 'line', type: 'bigint', values: found.line },
  ]);
  return linesOfBroken;
}

async function recordsByFile(
  { session, files }: StagedBatch,
  rejects: RejectSql,
  beaten: boolean,
): Promise<Map<number, number[]>> {
  const byFile = new Map<number, number[]>();
  for await (const chunk of session.read(rejects.recordsToLocate(files, beaten))) {
    const [ids, records] = chunk.columns;
    for (let i = 0; i < chunk.rows; i++) {
      const id = Number(ids?.[i]);
      const list = byFile.get(id) ?? [];
      if (list.length === 0) byFile.set(id, list);
      list.push(Number(records?.[i]));
    }
  }
  return byFile;
}

/** Rows of one INSERT: a file may be broken from one end to the other. */
const AT_ONCE = 10_000;

/** Each line that a broken row covers is a reject of its own. */
async function insertBroken(
  { session, batch }: StagedBatch,
  file: StagedFile,
  lines: readonly number[],
): Promise<number> {
  const secret = batch.source.columns.some((column) => column.personal);
  const values = file.broken.flatMap((row, i) => {
    const line = lines[i];
    const text = literal(secret ? REDACTED : row.text);
    return Array.from({ length: row.lines }, (_, k) => {
      const where = line === undefined ? 'null' : String(line + k);
      return `(${where}, ${k === 0 ? text : 'null'}, ${literal(row.reason)}, ${literal(row.detail)})`;
    });
  });
  const own = `${literal(batch.source.relation)}, ${file.fileId}, ${literal(file.item.file.path)}`;
  let written = 0;
  for (let start = 0; start < values.length; start += AT_ONCE) {
    const some = values.slice(start, start + AT_ONCE).join(', ');
    written += await session.run(`insert into build.meta.rejects
      select ${own}, null, line, null, text, reason, detail from (values ${some}) as v(line, text, reason, detail)`);
  }
  return written;
}
