import { breakingChanges } from '../../core/publish/breaking-changes.ts';
import type { Manifest } from '../../core/publish/manifest.ts';
import type { PublishedColumn, PublishedTable } from '../../core/publish/published-table.ts';
import { PUBLISHED_TYPES, publishedType } from '../../core/publish/published-type.ts';
import { HoldfastError, type Problem, problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { PublishRequest } from './publish-context.ts';

/** Columns that readers of the partitioned files get from the path. */
const PARTITIONS = new Set(['v', 'snapshot_date']);

/**
 * Holds every table against its declaration and against what is published, before anything is written.
 * @throws HoldfastError with all problems of all tables.
 */
export async function checkContracts(
  warehouse: Session,
  request: PublishRequest,
  published: readonly Manifest[],
): Promise<void> {
  const problems = [...breakingChanges(published, request.version, request.tables)];
  for (const table of [...request.tables, ...(request.servingOnly ?? [])])
    problems.push(...(await contractProblems(warehouse, table)));
  if (problems.length > 0) throw new HoldfastError(problems);
}

async function contractProblems(warehouse: Session, table: PublishedTable): Promise<Problem[]> {
  try {
    const found = await describe(warehouse, table);
    const declared = new Set(table.columns.map(({ name }) => name));
    const undeclared = [...found.keys()].filter((name) => !declared.has(name));
    return [
      ...table.columns.flatMap((column) => {
        const detail = columnFault(column, found.get(column.name));
        return detail === null
          ? []
          : [problem('publishedColumn', { table: table.name, column: column.name, detail })];
      }),
      ...undeclared.map((column) =>
        problem('publishedColumn', {
          table: table.name,
          column,
          detail: 'is in its query, but not declared',
        }),
      ),
    ];
  } catch (error) {
    return [queryProblem(table, error)];
  }
}

function columnFault({ name, type }: PublishedColumn, found: string | undefined): string | null {
  if (PARTITIONS.has(name)) return 'its name is taken by a partition column';
  if (found === undefined) return 'is declared, but its query has no such column';
  if (publishedType(found) === null)
    return `type ${found} is not readable everywhere; cast it to ${PUBLISHED_TYPES}`;
  return publishedType(found) === publishedType(type) ? null : `is declared ${type} and is ${found}`;
}

/** The columns and types that a table's query gives. */
async function describe(warehouse: Session, table: PublishedTable): Promise<ReadonlyMap<string, string>> {
  const rows = await warehouse.rows<{ column_name: string; column_type: string }>(
    `describe select * from (\n${table.query}\n) as published`,
  );
  return new Map(rows.map((row) => [row.column_name, row.column_type]));
}

/** What DuckDB said about a table's query, by the table's name. */
export function queryProblem(table: PublishedTable, error: unknown): Problem {
  const detail = error instanceof Error ? error.message : String(error);
  return problem('publishQueryFailed', { table: table.name, detail });
}
