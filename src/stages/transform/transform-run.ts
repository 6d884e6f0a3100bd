import type { CheckNode, ModelNode } from '../../core/plan/project-graph.ts';
import { HoldfastError, problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';
import { type NodeOutcome, runGraph } from '../run-graph.ts';
import { type Audit, auditBuilt, auditStanding, judged } from './audit-node.ts';
import { buildAsOf } from './build-as-of.ts';
import { buildModel, buildProblem, followsUpstream, isCurrent } from './build-model.ts';
import { warned } from './check-rows.ts';
import { commitBuilds } from './commit.ts';
import { type LateChecks, runLateChecks } from './late-checks.ts';
import { NodeLog } from './node-log.ts';
import type { PendingBuild } from './pending-build.ts';
import { type CheckResult, checkProblems, runCustomCheck } from './run-checks.ts';
import { canCheck } from './show-unselected.ts';
import type { TransformReport } from './transform.ts';
import { isSelected, type TransformContext } from './transform-context.ts';
import type { CheckMemory } from './transform-state.ts';

/** One pass over the graph; collects outcomes, checks and what is to be committed. */
export class TransformRun {
  readonly #context: TransformContext;
  readonly #log: NodeLog;
  readonly #pending: PendingBuild[] = [];
  readonly #checks: CheckResult[] = [];
  readonly #late: LateChecks[] = [];
  readonly #memories = new Map<string, CheckMemory>();
  #dates: readonly string[] = [];

  constructor(context: TransformContext) {
    this.#context = context;
    this.#log = new NodeLog(context.events);
  }

  async build(): Promise<void> {
    const { graph, pool } = this.#context;
    const build = async (node: ModelNode) => {
      const outcome = await pool.use((session) => this.#buildOne(node, session));
      this.#log.record(node.relation, outcome);
      return outcome;
    };
    this.#log.recordAll(await runGraph(this.#layer('staging', 'intermediate'), pool.size, build));
    await this.#buildFeatures();
    this.#log.recordAll(await runGraph(this.#layer('marts'), pool.size, build, this.#log.failed()));
    for (const late of this.#late) await this.#runLate(late);
    for (const check of graph.checks) await this.#custom(check);
  }

  /** Commits everything, or nothing when anything failed. */
  async finish(): Promise<TransformReport> {
    const problems = this.#log.problems();
    if (problems.some((p) => p.severity === 'error')) throw new HoldfastError(problems);
    await commitBuilds(this.#context, this.#pending, this.#memories);
    const nodes = this.#log.nodes(this.#context.graph.nodes.map(({ relation }) => relation));
    return { nodes, dates: this.#dates, checks: this.#checks, warnings: problems };
  }

  #layer(...names: string[]): ModelNode[] {
    return this.#context.graph.nodes.filter(
      ({ model, relation }) => names.includes(model.layer) && isSelected(this.#context, relation),
    );
  }

  async #buildOne(node: ModelNode, session: Session): Promise<NodeOutcome> {
    return this.#timed(node.relation, async () => {
      try {
        const current = isCurrent(this.#context, node) && followsUpstream(this.#context, node, this.#pending);
        const pending = await buildModel(this.#context, { node, current }, session);
        if (pending) this.#pending.push(pending);
        const audit = current
          ? auditStanding(this.#context, { node, builds: this.#pending }, session)
          : auditBuilt(this.#context, { node, pending, builds: this.#pending }, session);
        return this.#keep(node, await audit);
      } catch (error) {
        return { status: 'error', problems: buildProblem(node, error).problems };
      }
    });
  }

  /** All of them are built, slice by slice, before they are checked: what reads one that fails its check is skipped then. */
  async #buildFeatures(): Promise<void> {
    const nodes = this.#layer('features');
    const features = await buildAsOf(this.#context, nodes, this.#log.failed());
    this.#dates = features.dates;
    for (const [relation, spent] of features.spent) this.#log.spend(relation, spent);
    this.#pending.push(...features.pending);
    for (const node of nodes) {
      const outcome = features.outcomes.get(node.relation);
      if (!outcome) continue;
      const pending = features.pending.find(({ relation }) => relation === node.relation) ?? null;
      this.#log.record(node.relation, await this.#auditFeature(node, outcome, pending));
    }
  }

  async #auditFeature(
    node: ModelNode,
    outcome: NodeOutcome,
    pending: PendingBuild | null,
  ): Promise<NodeOutcome> {
    if (outcome.status === 'error' || outcome.status === 'skipped') return outcome;
    const failed = this.#log.failed();
    const upstream = node.dependsOn.find((relation) => failed.has(relation));
    if (upstream !== undefined)
      return { status: 'skipped', problems: [problem('nodeSkipped', { node: node.relation, upstream })] };
    const { session } = this.#context.world;
    return this.#timed(node.relation, async () => {
      try {
        const audit =
          outcome.status === 'unchanged'
            ? auditStanding(this.#context, { node, builds: this.#pending }, session)
            : auditBuilt(this.#context, { node, pending, builds: this.#pending }, session);
        return this.#keep(node, await audit);
      } catch (error) {
        return { status: 'error', problems: buildProblem(node, error).problems };
      }
    });
  }

  #keep(node: ModelNode, { outcome, checks, size, memory, late }: Audit): NodeOutcome {
    const { relation } = node;
    if (late !== null) this.#late.push(late);
    this.#checks.push(...checks);
    this.#log.measure(relation, size);
    if (memory) this.#memories.set(relation, memory);
    return outcome;
  }

  /** Relationships to what was built after their model. */
  async #runLate(late: LateChecks): Promise<void> {
    const { relation, model } = late.node;
    const failed = this.#log.failed();
    if (failed.has(relation)) return;
    await this.#timed(relation, async () => {
      try {
        const found = await runLateChecks(this.#context, late, { failed, builds: this.#pending });
        this.#checks.push(...found);
        const memory = this.#memories.get(relation);
        if (memory)
          this.#memories.set(relation, { ...memory, warnings: [...memory.warnings, ...warned(found)] });
        this.#log.add(relation, judged(checkProblems(found, model.file)));
      } catch (error) {
        this.#log.add(relation, { status: 'error', problems: buildProblem(late.node, error).problems });
      }
    });
  }

  /** A check of sql/checks runs on the world as it would be after the commit, unless something it reads has failed. */
  async #custom(node: CheckNode): Promise<void> {
    const { check, dependsOn } = node;
    const failed = this.#log.failed();
    if (!canCheck(this.#context, node) || dependsOn.some((relation) => failed.has(relation))) return;
    const name = `check.${check.name}`;
    const outcome = await this.#timed(name, async (): Promise<NodeOutcome> => {
      try {
        const found = await runCustomCheck(this.#context.world.session, check);
        this.#checks.push(found);
        return judged(checkProblems([found], check.file));
      } catch (error) {
        const of = { relation: `check ${check.name}`, model: check };
        return { status: 'error', problems: buildProblem(of, error).problems };
      }
    });
    this.#log.record(name, outcome);
  }

  async #timed<T>(relation: string, work: () => Promise<T>): Promise<T> {
    const end = this.#context.meter.begin();
    try {
      return await work();
    } finally {
      this.#log.spend(relation, end());
    }
  }
}
