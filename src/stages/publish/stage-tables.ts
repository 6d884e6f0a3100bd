import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { TableFacts } from '../../core/publish/manifest.ts';
import type { PublishedTable } from '../../core/publish/published-table.ts';
import { publishedType } from '../../core/publish/published-type.ts';
import { fileLiteral, identifier, literal } from '../../core/sql/quote.ts';
import { HoldfastError, type Problem, problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { digestOf } from '../sha256.ts';
import { told } from '../spent.ts';
import { queryProblem } from './check-contract.ts';
import type { PublishContext, PublishRequest } from './publish-context.ts';

/** A table as a complete Parquet file in the staging folder. */
export interface StagedTable extends TableFacts {
  readonly path: string;
}

/**
 * Writes every table of a snapshot to a folder below the staging folder, checks it there and takes its hash. Nothing has reached the target yet.
 * @throws HoldfastError with all problems of all tables.
 */
export async function stageTables(
  context: PublishContext,
  request: PublishRequest,
  folder: string,
): Promise<StagedTable[]> {
  const tables = [
    ...request.tables.map((table) => ({ table, servingOnly: false })),
    ...(request.servingOnly ?? []).map((table) => ({ table, servingOnly: true })),
  ];
  const staged: StagedTable[] = [];
  const problems: Problem[] = [];
  for (const { table, servingOnly } of tables) {
    context.signal?.throwIfAborted();
    const end = context.meter?.begin();
    const path = join(folder, `${table.name}.parquet`);
    await writeParquet(context, table, path);
    const { rows, found } = await inspect(context.warehouse, table, path);
    problems.push(...found);
    const digest = await digestOf(createReadStream(path));
    context.events.emit({
      kind: 'progress',
      stage: 'publish',
      done: staged.length + 1,
      total: tables.length,
      what: table.name,
    });
    if (end) {
      const [node, { bytes }] = [`published.${table.name}`, digest];
      const done = { stage: 'publish', node, status: 'success', rows, bytes, ...told(end()) } as const;
      context.events.emit({ kind: 'node_finished', ...done });
    }
    staged.push({ table: withPublishedTypes(table), servingOnly, rows, ...digest, path });
  }
  if (problems.length > 0) throw new HoldfastError(problems);
  return staged;
}

/**
 * One COPY of one file in the order of the key: the same rows give the same bytes on any number of threads, which PARTITION_BY,
 * per-thread files and ties in the order do not.
 */
async function writeParquet(context: PublishContext, table: PublishedTable, path: string): Promise<void> {
  const columns = table.columns.map(({ name }) => identifier(name)).join(', ');
  const order = table.key.map((name) => `${identifier(name)} nulls last`).join(', ');
  try {
    await context.warehouse.run(
      `copy (\nselect ${columns} from (\n${table.query}\n) as published order by ${order}\n) to ${literal(path)} (format parquet, compression zstd)`,
    );
  } catch (error) {
    context.signal?.throwIfAborted();
    throw new HoldfastError([queryProblem(table, error)], { cause: error });
  }
}

/** Reads the file back: how many rows it has, keys that repeat, values that look like e-mail addresses. */
async function inspect(
  warehouse: Session,
  table: PublishedTable,
  path: string,
): Promise<{ rows: number; found: Problem[] }> {
  const file = `read_parquet(${fileLiteral(path)}, hive_partitioning = false)`;
  const texts = table.columns.flatMap(({ name, type }) => (publishedType(type) === 'varchar' ? [name] : []));
  const hasAt = ['false', ...texts.map((name) => `contains(${identifier(name)}, '@')`)].join(' or ');
  const [counts = { count_rows: 0, count_repeated: 0, count_at: 0 }] = await warehouse.rows<{
    count_rows: number;
    count_repeated: number;
    count_at: number;
  }>(
    `with published as (select * from ${file}),
     repeated as (select 1 from published group by ${table.key.map(identifier).join(', ')} having count(*) > 1)
     select
       count(*) as count_rows,
       (select count(*) from repeated) as count_repeated,
       count_if(${hasAt}) as count_at
     from published`,
  );
  const found = counts.count_at > 0 ? await emailProblems(warehouse, table, { file, texts }) : [];
  if (counts.count_repeated > 0)
    found.push(
      problem('publishedKey', { table: table.name, key: table.key.join(', '), count: counts.count_repeated }),
    );
  return { rows: counts.count_rows, found };
}

/** Looks closer at a table in which there is an @ at all. */
async function emailProblems(
  warehouse: Session,
  table: PublishedTable,
  { file, texts }: { readonly file: string; readonly texts: readonly string[] },
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const column of texts) {
    const [row] = await warehouse.rows<{ n: number }>(
      `select count(*) as n from ${file} where regexp_matches(${identifier(column)}, '[^\\s@]@[^\\s@]+\\.[a-zA-Z]{2,}')`,
    );
    if (row && row.n > 0)
      problems.push(problem('publishedEmail', { table: table.name, column, count: row.n }));
  }
  return problems;
}

function withPublishedTypes(table: PublishedTable): PublishedTable {
  return {
    ...table,
    columns: table.columns.map((column) => ({ ...column, type: publishedType(column.type) ?? column.type })),
  };
}
