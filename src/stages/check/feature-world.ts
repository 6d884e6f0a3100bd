import type { Project } from '../../core/config/project.ts';
import { type ModelNode, SPINE } from '../../core/plan/project-graph.ts';
import { emptyRaw } from '../../core/sql/empty-relation.ts';
import { qualified } from '../../core/sql/quote.ts';
import { HoldfastError } from '../../errors.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { type NodeOutcome, runGraph } from '../run-graph.ts';
import { trimmed } from '../transform/bind-models.ts';
import { buildProblem } from '../transform/build-model.ts';
import { SessionPool } from '../transform/transform-context.ts';
import { createWorld, type World } from '../transform/world.ts';

/** Models built side by side. */
const CONCURRENCY = 2;

/** A world in which features are built for comparing them; nothing of it is kept. */
export interface FeatureWorld extends World {
  readonly pool: SessionPool;
}

interface Make {
  readonly catalog: string;
  readonly project: Project;
  /** Relations of the build file that hold rows. */
  readonly built: ReadonlySet<string>;
  /** The query behind a raw relation that the build file has. */
  readonly raw: (source: Project['sources'][number]) => string;
}

/** Raw relations as `raw` shows them, and the seeds of the build file. */
export async function makeFeatureWorld(warehouse: Warehouse, make: Make): Promise<FeatureWorld> {
  const { catalog, project, built, raw } = make;
  const world = await createWorld(warehouse, catalog, project.macros);
  for (const source of project.sources) {
    const query = built.has(source.relation) ? raw(source) : emptyRaw(source);
    await world.session.run(`create view ${qualified(source.relation)} as ${query}`);
  }
  for (const { relation } of project.seeds) {
    const query = `select * from ${qualified(`build.${relation}`)}`;
    if (built.has(relation)) await world.session.run(`create view ${qualified(relation)} as ${query}`);
  }
  const sessions: Session[] = [];
  for (let i = 0; i < CONCURRENCY; i++) sessions.push(await world.connect());
  return { ...world, pool: new SessionPool(sessions) };
}

export async function dropFeatureWorld(warehouse: Warehouse, world: FeatureWorld): Promise<void> {
  world.pool.close();
  world.session.close();
  await warehouse.run(`detach ${world.catalog}`);
}

/** Replaces the spine of a world. */
export async function setSpine(session: Session, query: string): Promise<void> {
  await session.run(`create or replace table ${qualified(SPINE)} as ${query}`);
}

/**
 * Builds models by their unchanged text, each after what it reads. `standing` gives the query of a model that need not be built.
 * @throws HoldfastError modelFailed
 */
export async function buildAll(
  world: FeatureWorld,
  nodes: readonly ModelNode[],
  standing: (node: ModelNode) => string | null = () => null,
): Promise<void> {
  const build = (node: ModelNode): Promise<NodeOutcome> =>
    world.pool.use(async (session) => {
      const query = standing(node);
      const kind = query !== null || node.model.materialized === 'view' ? 'view' : 'table';
      try {
        await session.run(
          `create ${kind} ${qualified(node.relation)} as\n${query ?? trimmed(node.model.sql)}`,
        );
        return { status: 'success', problems: [] };
      } catch (error) {
        return { status: 'error', problems: buildProblem(node, error).problems };
      }
    });
  const outcomes = await runGraph(nodes, world.pool.size, build);
  const problems = [...outcomes.values()].flatMap((outcome) => outcome.problems);
  if (problems.length > 0) throw new HoldfastError(problems);
}
