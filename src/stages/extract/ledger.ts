import { FILES_COLUMNS, type FilesRow, META_TABLES } from '../../core/sql/meta-tables.ts';
import { literal } from '../../core/sql/quote.ts';
import type { Session } from '../../ports/warehouse.ts';

/** What is known of all files, in memory for one run: each committed change goes to build.meta.files and here. */
export class Ledger {
  readonly #rows = new Map<string, Map<string, FilesRow>>();
  #lastFile: number;
  #lastGeneration: number;

  private constructor(rows: readonly FilesRow[], lastGeneration: number) {
    this.#lastFile = rows.reduce((max, row) => Math.max(max, row.file_id), 0);
    this.#lastGeneration = lastGeneration;
    for (const row of rows) this.remember(row);
  }

  /** Makes the tables where they are missing and reads the ledger. */
  static async open(session: Session): Promise<Ledger> {
    await session.run('create schema if not exists build.meta; create schema if not exists build.raw');
    await session.run(META_TABLES.join(';\n'));
    const rows = await session.rows<FilesRow>('select * from build.meta.files');
    const [top] = await session.rows<{ generation: number }>(
      `select coalesce(max(generation), 0) as generation
       from (select generation from build.meta.files union all select generation from build.meta.raw_changes)`,
    );
    return new Ledger(rows, top?.generation ?? 0);
  }

  /** Rows of a source by path. */
  of(source: string): ReadonlyMap<string, FilesRow> {
    return this.#rows.get(source) ?? new Map();
  }

  newFileId(): number {
    this.#lastFile += 1;
    return this.#lastFile;
  }

  newGeneration(): number {
    this.#lastGeneration += 1;
    return this.#lastGeneration;
  }

  remember(row: FilesRow): void {
    const ofSource = this.#rows.get(row.source) ?? new Map<string, FilesRow>();
    this.#rows.set(row.source, ofSource.set(row.path, row));
  }

  forget(source: string): void {
    this.#rows.delete(source);
  }
}

/** Whether the rows of this file are the ones that count: not of an empty file, nor of one that counts elsewhere. */
export function counts(row: FilesRow): boolean {
  return row.duplicate_of === null && row.status !== 'empty';
}

/** Writes rows of build.meta.files; those that `known` has already are replaced. */
export async function writeLedger(
  session: Session,
  rows: readonly FilesRow[],
  known: ReadonlyMap<string, FilesRow>,
): Promise<void> {
  if (rows.length === 0) return;
  const old = rows.filter((row) => known.has(row.path)).map((row) => row.file_id);
  if (old.length > 0) await session.run(`delete from build.meta.files where file_id in (${old.join(', ')})`);
  const values = rows.map((row) => `(${FILES_COLUMNS.map((column) => sqlValue(row[column])).join(', ')})`);
  await session.run(`insert into build.meta.files values ${values.join(', ')}`);
}

function sqlValue(value: string | number | null): string {
  return typeof value === 'string' ? literal(value) : String(value);
}
