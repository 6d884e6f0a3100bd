import type { MacroDefinition } from '../../core/config/project.ts';
import type { ProjectGraph } from '../../core/plan/project-graph.ts';
import { identifier, literal, qualified } from '../../core/sql/quote.ts';
import { fail } from '../../errors.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { trimmed } from '../transform/bind-models.ts';
import { createWorld, viewOfBuild } from '../transform/world.ts';

const STANDING = 'standing';

/** What is made from scores: a trial makes its own. */
const OWN_SCHEMAS = ['scores', 'backtest'];
const OWN_TABLES = ['score_state', 'score_engine', 'past_studies'];

/**
 * Puts a catalog in memory in the place of the build file: it shows everything that was built, and what is scored in it is
 * forgotten with it. The build file itself is only read. To be called before the door is shut.
 */
export async function standInForBuild(warehouse: Warehouse, buildFile: string): Promise<void> {
  await warehouse.run('detach build');
  await warehouse.run(`attach ${literal(buildFile)} as ${STANDING} (read_only)`);
  await warehouse.run(`attach ':memory:' as build`);
  for (const { schema_name, table_name } of await tablesOf(warehouse)) {
    const relation = `${schema_name}.${table_name}`;
    await warehouse.run(`create schema if not exists build.${identifier(schema_name)}`);
    await warehouse.run(
      `create view ${qualified(`build.${relation}`)} as select * from ${qualified(`${STANDING}.${relation}`)}`,
    );
  }
}

interface TableName {
  readonly schema_name: string;
  readonly table_name: string;
}

async function tablesOf(warehouse: Warehouse): Promise<readonly TableName[]> {
  const rows = await warehouse.rows<TableName>(
    `select schema_name, table_name from duckdb_tables() where database_name = ${literal(STANDING)} order by all`,
  );
  const isOwn = ({ schema_name, table_name }: TableName): boolean =>
    OWN_SCHEMAS.includes(schema_name) || (schema_name === 'meta' && OWN_TABLES.includes(table_name));
  return rows.filter((row) => !isOwn(row));
}

/**
 * A connection on which the renewal decisions, and the views that they rest on, have their plain names.
 * @throws HoldfastError notBuilt where the build file doesn't hold what they are made of by now.
 */
export async function openTrialWorld(
  warehouse: Warehouse,
  { macros, graph, relation }: { macros: readonly MacroDefinition[]; graph: ProjectGraph; relation: string },
): Promise<Session> {
  const { session } = await createWorld(warehouse, 'trial', macros);
  const shown = new Set<string>();
  const show = async (name: string): Promise<void> => {
    if (shown.has(name)) return;
    shown.add(name);
    const node = graph.nodes.find((each) => each.relation === name);
    if (node?.model.materialized !== 'view') return viewOfBuild(session, name);
    for (const upstream of node.dependsOn) await show(upstream);
    await session.run(`create view ${qualified(name)} as\n${trimmed(node.model.sql)}`);
  };
  // The project is sound, or it would not have been loaded: only the build file can lack what a view reads.
  await show(relation).catch((cause: unknown) =>
    fail('notBuilt', { node: 'the back-test', upstream: [relation], dates: [] }, { cause }),
  );
  return session;
}
