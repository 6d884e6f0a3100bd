import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutboxFacts } from '../../core/publish/manifest.ts';
import { type OutboxRow, outboxCsv, outboxJsonl } from '../../core/publish/outbox-text.ts';
import { fileLiteral, identifier } from '../../core/sql/quote.ts';
import { sha256 } from '../sha256.ts';
import type { PublishContext, PublishRequest } from './publish-context.ts';
import type { StagedTable } from './stage-tables.ts';

/** A file of the outbox, complete in the staging folder. */
export interface StagedFile extends OutboxFacts {
  readonly path: string;
}

const FORMATS = { jsonl: outboxJsonl, csv: outboxCsv } as const;
type Format = keyof typeof FORMATS;

/**
 * Writes the outbox of a snapshot from its staged tables: what is news in them, as JSON lines and as CSV, in the order of the
 * tables' keys. It holds what the tables hold, which have been looked through for e-mail addresses.
 */
export async function stageOutbox(
  { warehouse }: PublishContext,
  { outbox = [] }: PublishRequest,
  staged: readonly StagedTable[],
  folder: string,
): Promise<StagedFile[]> {
  const files: StagedFile[] = [];
  for (const { table: name, where } of outbox) {
    const source = staged.find(({ table }) => table.name === name);
    if (source === undefined) continue;
    const { columns, key } = source.table;
    const order = key.map((column) => `${identifier(column)} nulls last`).join(', ');
    const rows = (await warehouse.rows(
      `select * from read_parquet(${fileLiteral(source.path)}, hive_partitioning = false) where ${where} order by ${order}`,
    )) as readonly OutboxRow[];
    const names = columns.map((column) => column.name);
    for (const format of ['csv', 'jsonl'] as const)
      files.push(
        await writeOutbox(join(folder, `${name}.${format}`), {
          name,
          format,
          text: FORMATS[format](names, rows),
          rows: rows.length,
        }),
      );
  }
  return files;
}

async function writeOutbox(
  path: string,
  { name, format, text, rows }: { name: string; format: Format; text: string; rows: number },
): Promise<StagedFile> {
  await writeFile(path, text);
  return {
    name: `${name}.${format}`,
    format,
    rows,
    bytes: Buffer.byteLength(text),
    sha256: sha256(text),
    path,
  };
}
