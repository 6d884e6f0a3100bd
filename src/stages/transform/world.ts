import type { MacroDefinition } from '../../core/config/project.ts';
import { identifier, qualified } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';

/** Schemas of a world; `delta` holds what this run builds before it is committed. */
const SCHEMAS = ['raw', 'seeds', 'staging', 'intermediate', 'spine', 'features', 'marts', 'delta'] as const;

/**
 * An in-memory catalog in which model text runs unchanged: the same schemas and macros as the build file, with each
 * relation either a view of it or something else in its place. Builds, `validate` and the future-blind check are all
 * this one trick (docs/decisions/0003).
 */
export interface World {
  readonly catalog: string;
  /** A connection on which `staging.x` means this world's relation. */
  readonly session: Session;
  connect(): Promise<Session>;
}

/** Attaches a fresh catalog of that name, with its schemas and the project's macros. */
export async function createWorld(
  warehouse: Warehouse,
  catalog: string,
  macros: readonly MacroDefinition[],
): Promise<World> {
  const connect = async (): Promise<Session> => {
    const session = await warehouse.connect();
    await session.run(`use ${identifier(catalog)}`);
    return session;
  };
  await warehouse.run(`attach ':memory:' as ${identifier(catalog)}`);
  const session = await connect();
  for (const schema of SCHEMAS) await session.run(`create schema ${schema}`);
  for (const macro of macros) await createMacro(session, macro);
  return { catalog, session, connect };
}

async function createMacro(session: Session, macro: MacroDefinition): Promise<void> {
  try {
    await session.run(macro.sql);
  } catch (error) {
    fail('sqlSyntax', { detail: firstLine(error) }, { file: macro.file, line: 1, column: 1, cause: error });
  }
}

/** Puts the build file's relation, as it stands, into a world. */
export async function viewOfBuild(session: Session, relation: string): Promise<void> {
  await session.run(
    `create or replace view ${qualified(relation)} as select * from ${qualified(`build.${relation}`)}`,
  );
}

/** Relations of the build catalog that hold rows: schema.name. */
export async function builtRelations(session: Session): Promise<ReadonlySet<string>> {
  const rows = await session.rows<{ relation: string }>(
    `select schema_name || '.' || table_name as relation from duckdb_tables() where database_name = 'build'`,
  );
  return new Set(rows.map((row) => row.relation));
}

export function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
