import type { CheckDefinition } from '../../core/config/project.ts';
import type { CheckNode, ModelNode } from '../../core/plan/project-graph.ts';
import { emptyRaw } from '../../core/sql/empty-relation.ts';
import { qualified } from '../../core/sql/quote.ts';
import { HoldfastError, type Problem } from '../../errors.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Events } from '../../ports/events.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { type NodeOutcome, runGraph } from '../run-graph.ts';
import { buildAsOf } from './build-as-of.ts';
import { buildModel, buildProblem, isCurrent } from './build-model.ts';
import { contractProblems } from './column-contract.ts';
import { commitBuilds } from './commit.ts';
import type { PendingBuild } from './pending-build.ts';
import { type CheckResult, checkModel, checkProblems, runCustomCheck } from './run-checks.ts';
import { SessionPool, type TransformContext, type TransformInput } from './transform-context.ts';
import { createStateTables, readState } from './transform-state.ts';
import { builtRelations, createWorld, viewOfBuild, type World } from './world.ts';

const CONCURRENCY = 2;

export interface TransformReport {
  readonly nodes: readonly {
    relation: string;
    status: NodeOutcome['status'];
    rows: number | null;
    milliseconds: number;
  }[];
  /** As-of dates that were built anew. */
  readonly dates: readonly string[];
  readonly checks: readonly CheckResult[];
  readonly warnings: readonly Problem[];
}

export interface TransformServices {
  readonly warehouse: Warehouse;
  readonly events: Events;
  readonly clock: Clock;
}

/**
 * Write, audit, publish: builds and checks every model in a scratch catalog in which everything unchanged is a view of the
 * build file, then moves what is new over in one transaction. When a model or a check fails, all problems are raised
 * together and nothing has moved. The world stays attached for the stages that follow.
 * @throws HoldfastError modelFailed, checkFailed, nodeSkipped
 */
export async function transform(
  services: TransformServices,
  input: TransformInput,
): Promise<{ report: TransformReport; world: World }> {
  const context = await openContext(services, input);
  try {
    const run = new TransformRun(context);
    await run.build();
    const report = await run.finish();
    return { report, world: context.world };
  } finally {
    context.pool.close();
  }
}

async function openContext(services: TransformServices, input: TransformInput): Promise<TransformContext> {
  const world = await createWorld(services.warehouse, 'scratch', input.project.macros);
  await createStateTables(world.session);
  const built = await builtRelations(world.session);
  for (const source of input.project.sources) {
    if (built.has(source.relation)) await viewOfBuild(world.session, source.relation);
    else await world.session.run(`create view ${qualified(source.relation)} as ${emptyRaw(source)}`);
  }
  for (const seed of input.project.seeds) await viewOfBuild(world.session, seed.relation);
  const sessions: Session[] = [];
  for (let i = 0; i < CONCURRENCY; i++) sessions.push(await world.connect());
  const state = await readState(world.session);
  return { ...services, ...input, world, built, state, pool: new SessionPool(sessions) };
}

/** One pass over the graph; collects outcomes, checks and what is to be committed. */
class TransformRun {
  readonly #context: TransformContext;
  readonly #outcomes = new Map<string, NodeOutcome>();
  readonly #milliseconds = new Map<string, number>();
  readonly #rows = new Map<string, number>();
  readonly #pending: PendingBuild[] = [];
  readonly #checks: CheckResult[] = [];
  #dates: readonly string[] = [];

  constructor(context: TransformContext) {
    this.#context = context;
  }

  async build(): Promise<void> {
    const { graph, pool } = this.#context;
    const layer = (...names: string[]): ModelNode[] =>
      graph.nodes.filter((node) => names.includes(node.model.layer));
    const build = async (node: ModelNode) => {
      const outcome = await pool.use((session) => this.#buildOne(node, session));
      this.#record(new Map([[node.relation, outcome]]));
      return outcome;
    };
    this.#record(await runGraph(layer('staging', 'intermediate'), pool.size, build));
    const features = await buildAsOf(this.#context, layer('features'), this.#failed());
    this.#dates = features.dates;
    for (const [relation, spent] of features.milliseconds) this.#milliseconds.set(relation, spent);
    this.#pending.push(...features.pending);
    for (const [relation, outcome] of features.outcomes) {
      this.#record(new Map([[relation, await this.#auditFeature(relation, outcome, features.pending)]]));
    }
    this.#record(await runGraph(layer('marts'), pool.size, build, this.#failed()));
    for (const check of graph.checks) await this.#custom(check);
  }

  async finish(): Promise<TransformReport> {
    const problems = [...[...this.#outcomes.values()].flatMap((outcome) => outcome.problems)];
    const errors = problems.filter((p) => p.severity === 'error');
    if (errors.length > 0) throw new HoldfastError(problems);
    await commitBuilds(this.#context, this.#pending);
    const nodes = this.#context.graph.nodes.flatMap(({ relation }) => {
      const status = this.#outcomes.get(relation)?.status;
      const rows = this.#rows.get(relation) ?? null;
      const milliseconds = this.#milliseconds.get(relation) ?? 0;
      return status === undefined ? [] : [{ relation, status, rows, milliseconds }];
    });
    return { nodes, dates: this.#dates, checks: this.#checks, warnings: problems };
  }

  async #buildOne(node: ModelNode, session: Session): Promise<NodeOutcome> {
    const started = this.#context.clock.now();
    try {
      const current = isCurrent(this.#context, node);
      const pending = await buildModel(this.#context, node, session);
      if (pending) this.#pending.push(pending);
      if (current) return await this.#keepContract(node, session);
      return await this.#audit(node, pending?.delta ?? node.relation, session);
    } catch (error) {
      return { status: 'error', problems: buildProblem(node, error).problems };
    } finally {
      this.#milliseconds.set(node.relation, this.#context.clock.now() - started);
    }
  }

  /** Rows that stand are as good as they were, but the yml may promise something else by now. */
  async #keepContract(node: ModelNode, session: Session): Promise<NodeOutcome> {
    const broken = await contractProblems(session, node.model, node.relation);
    return { status: broken.length > 0 ? 'error' : 'unchanged', problems: broken };
  }

  async #audit(node: ModelNode, relation: string, session: Session): Promise<NodeOutcome> {
    const broken = await contractProblems(session, node.model, relation);
    if (broken.length > 0) return { status: 'error', problems: broken };
    const results = await checkModel(session, node.model, relation);
    this.#checks.push(...results);
    const problems = checkProblems(results, node.model.file);
    if (node.model.materialized !== 'view') {
      const [count] = await session.rows<{ n: number }>(`select count(*) as n from ${qualified(relation)}`);
      this.#rows.set(node.relation, count?.n ?? 0);
    }
    return judged(problems);
  }

  async #auditFeature(
    relation: string,
    outcome: NodeOutcome,
    pending: readonly PendingBuild[],
  ): Promise<NodeOutcome> {
    const node = this.#context.graph.nodes.find((candidate) => candidate.relation === relation);
    const delta = pending.find((build) => build.relation === relation)?.delta;
    if (outcome.status === 'unchanged' && node) return this.#keepContract(node, this.#context.world.session);
    if (outcome.status !== 'success' || !node || delta === undefined) return outcome;
    const started = this.#context.clock.now();
    try {
      return await this.#audit(node, delta, this.#context.world.session);
    } catch (error) {
      return { status: 'error', problems: buildProblem(node, error).problems };
    } finally {
      const spent = this.#context.clock.now() - started;
      this.#milliseconds.set(relation, (this.#milliseconds.get(relation) ?? 0) + spent);
    }
  }

  /** A check of sql/checks runs on the world as it would be after the commit, unless something it reads has failed. */
  async #custom(check: CheckNode): Promise<void> {
    const failed = this.#failed();
    if (check.dependsOn.some((relation) => failed.has(relation))) return;
    const started = this.#context.clock.now();
    const outcome = await this.#runCustom(check.check);
    const name = `check.${check.check.name}`;
    this.#milliseconds.set(name, this.#context.clock.now() - started);
    this.#record(new Map([[name, outcome]]));
  }

  async #runCustom(check: CheckDefinition): Promise<NodeOutcome> {
    try {
      const found = await runCustomCheck(this.#context.world.session, check);
      this.#checks.push(found);
      return judged(checkProblems([found], check.file));
    } catch (error) {
      return {
        status: 'error',
        problems: buildProblem({ relation: `check ${check.name}`, model: check }, error).problems,
      };
    }
  }

  #failed(): Map<string, NodeOutcome> {
    return new Map(
      [...this.#outcomes].filter(([, outcome]) => outcome.status === 'error' || outcome.status === 'skipped'),
    );
  }

  /** Keeps outcomes and tells them, with their problems; what has been told already is passed over. */
  #record(outcomes: ReadonlyMap<string, NodeOutcome>): void {
    for (const [relation, outcome] of outcomes) {
      if (this.#outcomes.get(relation) === outcome) continue;
      this.#outcomes.set(relation, outcome);
      this.#context.events.emit({
        kind: 'node_finished',
        stage: 'transform',
        node: relation,
        status: outcome.status,
        milliseconds: this.#milliseconds.get(relation) ?? 0,
        ...(this.#rows.has(relation) ? { rows: this.#rows.get(relation) ?? 0 } : {}),
      });
      for (const one of outcome.problems) this.#context.events.emit({ kind: 'problem', problem: one });
    }
  }
}

/** What became of something that could be built and was checked. */
function judged(problems: readonly Problem[]): NodeOutcome {
  if (problems.some((p) => p.severity === 'error')) return { status: 'error', problems };
  return { status: problems.length > 0 ? 'warn' : 'success', problems };
}
