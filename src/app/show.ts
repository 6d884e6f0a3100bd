import { didYouMean } from '../core/config/nearest.ts';
import { identifier } from '../core/sql/quote.ts';
import { EXIT, fail } from '../errors.ts';
import type { Session, SqlRow } from '../ports/warehouse.ts';
import type { AppContext, CommandResult } from './context.ts';
import { withServing } from './serving.ts';
import { RUN_RELATIONS, showRuns } from './show-runs.ts';
import { relationsText, rowsText } from './show-text.ts';

export interface ShowOptions {
  /** A published table or view; without it all of them are listed. */
  readonly relation?: string | undefined;
  readonly limit?: number | undefined;
}

export interface Relation {
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly rows: number;
  readonly comment: string | null;
}

export interface ShownRows {
  readonly relation: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly SqlRow[];
  /** Rows of the whole relation. */
  readonly total: number;
}

const DEFAULT_LIMIT = 20;

/**
 * The first rows of a published table or view, or the list of them; or what runs there were (meta.runs, meta.run_nodes). Reads
 * the serving file and the run records, so a run doesn't hinder it.
 */
export async function show(
  context: AppContext,
  options: ShowOptions,
): Promise<CommandResult<ShownRows | { readonly relations: readonly Relation[] }>> {
  const { relation: wanted, limit = DEFAULT_LIMIT } = options;
  if (wanted !== undefined && RUN_RELATIONS.includes(wanted)) {
    const runs = await showRuns(context.projectDir, wanted, limit);
    return { exitCode: EXIT.done, result: runs, text: rowsText(runs) };
  }
  return withServing<CommandResult<ShownRows | { readonly relations: readonly Relation[] }>>(
    context,
    async (serving) => {
      if (wanted === undefined) {
        const relations = await listRelations(serving);
        return { exitCode: EXIT.done, result: { relations }, text: relationsText(relations) };
      }
      const shown = await readRows(serving, wanted, limit);
      return { exitCode: EXIT.done, result: shown, text: rowsText(shown) };
    },
  );
}

async function listRelations(serving: Session): Promise<Relation[]> {
  const found = await relationNames(serving);
  return Promise.all(
    found.map(async (relation) => ({ ...relation, rows: await countRows(serving, relation.name) })),
  );
}

async function readRows(serving: Session, wanted: string, limit: number): Promise<ShownRows> {
  const name = wanted.replace(/^main\./, '');
  const known = (await relationNames(serving)).map((relation) => relation.name);
  if (!known.includes(name)) {
    const hint = didYouMean(name, known) ?? `there are: ${known.join(', ')}`;
    fail('unknownTable', { relation: wanted }, { hint });
  }
  const columns = await serving.rows<{ name: string; type: string }>(
    `select column_name as name, column_type as type from (describe ${identifier(name)})`,
  );
  const rows = await serving.rows(`select * from ${identifier(name)} limit ${limit}`);
  return { relation: name, columns, rows, total: await countRows(serving, name) };
}

/** What is published: the schema `main`. The file's own bookkeeping lies in another. */
function relationNames(serving: Session): Promise<readonly Omit<Relation, 'rows'>[]> {
  return serving.rows(`
    select table_name as name, 'table' as kind, comment from duckdb_tables()
    where database_name = 'serving' and schema_name = 'main'
    union all
    select view_name, 'view', comment from duckdb_views()
    where database_name = 'serving' and schema_name = 'main' and not internal
    order by name`);
}

async function countRows(serving: Session, relation: string): Promise<number> {
  const [row] = await serving.rows<{ n: number }>(`select count(*) as n from ${identifier(relation)}`);
  return row?.n ?? 0;
}
