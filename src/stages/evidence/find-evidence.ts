import type { Project } from '../../core/config/project.ts';
import { SPINE } from '../../core/plan/project-graph.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';
import type { Session, SqlRow, Warehouse } from '../../ports/warehouse.ts';
import { builtRelations, createWorld, firstLine } from '../transform/world.ts';
import { evidenceFailed } from './evidence-failed.ts';

/** A query of sql/evidence: the raw rows behind a feature model. */
export interface EvidenceQuery {
  /** The feature model, without its schema; also the name of its file. */
  readonly feature: string;
  readonly file: string;
  readonly sql: string;
}

/** One raw row behind a feature. */
interface EvidenceRow {
  readonly source: string;
  readonly path: string;
  /** Number of the record in its file, from 1. */
  readonly record: number;
  readonly values: SqlRow;
}

export interface Evidence {
  readonly feature: string;
  readonly rows: readonly EvidenceRow[];
  /** Whether there are more than were read. */
  readonly more: boolean;
}

const ROWS_AT_MOST = 20;

/**
 * The raw rows behind some feature models of one account as of one day. Queries see raw, seeds and features as they stand in the
 * build file; features and the spine hold the account's own row alone.
 *
 * @param personal whether columns that hold personal data are shown
 * @throws HoldfastError sqlSyntax where a query doesn't run
 */
export async function findEvidence(
  warehouse: Warehouse,
  project: Project,
  queries: readonly EvidenceQuery[],
  asked: { readonly account: string; readonly asOf: string; readonly personal: boolean },
): Promise<Evidence[]> {
  const { session } = await createWorld(warehouse, 'evidence', project.macros);
  await fill(session, asked);
  const hidden = asked.personal ? new Set<string>() : personalColumns(project);
  const found: Evidence[] = [];
  for (const query of queries) found.push(await rowsOf(session, query, hidden));
  return found;
}

async function fill(session: Session, { account, asOf }: { account: string; asOf: string }): Promise<void> {
  await session.run(
    `create table ${qualified(SPINE)} as select ${literal(account)} as account_id, date ${literal(asOf)} as as_of`,
  );
  for (const relation of await builtRelations(session)) {
    const [schema] = relation.split('.');
    const build = qualified(`build.${relation}`);
    const own = `account_id = ${literal(account)} and as_of = date ${literal(asOf)}`;
    if (schema === 'raw' || schema === 'seeds') {
      await session.run(`create view ${qualified(relation)} as select * from ${build}`);
    } else if (schema === 'features') {
      await session.run(`create view ${qualified(relation)} as select * from ${build} where ${own}`);
    }
  }
}

function personalColumns({ sources }: Project): ReadonlySet<string> {
  return new Set(
    sources.flatMap(({ columns }) => columns.filter(({ personal }) => personal).map(({ name }) => name)),
  );
}

async function rowsOf(
  session: Session,
  query: EvidenceQuery,
  hidden: ReadonlySet<string>,
): Promise<Evidence> {
  const rows = await session
    .rows<SqlRow & { _path: string; _source: string }>(
      `select found.*, files.path as _path, files.source as _source
       from (select *, row_number() over () as _row from (${query.sql.replace(/;\s*$/, '')})) as found
       inner join build.meta.files as files on files.file_id = found.${identifier('_file_id')}
       order by found._row limit ${ROWS_AT_MOST + 1}`,
    )
    .catch((error: unknown) => evidenceFailed(query, firstLine(error), error));
  return {
    feature: query.feature,
    rows: rows.slice(0, ROWS_AT_MOST).map((row) => ({
      source: row._source,
      path: row._path,
      record: Number(row['_record']),
      values: Object.fromEntries(
        Object.entries(row).filter(([name]) => !name.startsWith('_') && !hidden.has(name)),
      ),
    })),
    more: rows.length > ROWS_AT_MOST,
  };
}
