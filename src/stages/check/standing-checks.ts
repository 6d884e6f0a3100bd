import type { Project } from '../../core/config/project.ts';
import { type ProjectGraph, SPINE } from '../../core/plan/project-graph.ts';
import { qualified } from '../../core/sql/quote.ts';
import { HoldfastError, type Problem } from '../../errors.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { trimmed } from '../transform/bind-models.ts';
import { buildProblem } from '../transform/build-model.ts';
import { contractProblems } from '../transform/column-contract.ts';
import { type CheckResult, checkModel, checkProblems, runCustomCheck } from '../transform/run-checks.ts';
import { builtRelations, createWorld, viewOfBuild } from '../transform/world.ts';

export interface StandingInput {
  readonly project: Project;
  readonly graph: ProjectGraph;
  /** Models by relation and queries of sql/checks as check.<name>. */
  readonly chosen: ReadonlySet<string>;
}

export interface StandingChecks {
  readonly results: readonly CheckResult[];
  readonly problems: readonly Problem[];
  /** Chosen models and checks of which the build file does not hold what they need yet. */
  readonly notBuilt: readonly string[];
}

/**
 * Runs the checks of the models' yml and of sql/checks on what stands in the build file, as a run does on what it builds.
 * Nothing is built or written.
 */
export async function checkStanding(warehouse: Warehouse, input: StandingInput): Promise<StandingChecks> {
  const { session } = await createWorld(warehouse, 'standing', input.project.macros);
  try {
    return await runChecks(session, await show(session, input), input);
  } finally {
    session.close();
    await warehouse.run('detach standing');
  }
}

/** Shows the build file's relations and the views over them; answers what is there. */
async function show(session: Session, { project, graph }: StandingInput): Promise<ReadonlySet<string>> {
  const built = await builtRelations(session);
  const there = new Set<string>();
  for (const relation of [SPINE, ...[...project.sources, ...project.seeds].map((one) => one.relation)]) {
    if (!built.has(relation)) continue;
    await viewOfBuild(session, relation);
    there.add(relation);
  }
  for (const { relation, model, dependsOn } of graph.nodes) {
    const isView = model.materialized === 'view';
    if (isView ? !dependsOn.every((name) => there.has(name)) : !built.has(relation)) continue;
    if (isView) await session.run(`create view ${qualified(relation)} as\n${trimmed(model.sql)}`);
    else await viewOfBuild(session, relation);
    there.add(relation);
  }
  return there;
}

async function runChecks(
  session: Session,
  there: ReadonlySet<string>,
  { graph, chosen }: StandingInput,
): Promise<StandingChecks> {
  const results: CheckResult[] = [];
  const problems: Problem[] = [];
  const notBuilt: string[] = [];
  for (const node of graph.nodes.filter(({ relation }) => chosen.has(relation))) {
    if (!there.has(node.relation)) notBuilt.push(node.relation);
    else
      await collect({ results, problems }, node.relation, node.model, async () => {
        const broken = await contractProblems(session, node.model, node.relation);
        if (broken.length > 0) throw new HoldfastError(broken);
        return checkModel(session, node.model, node.relation);
      });
  }
  for (const { check, dependsOn } of graph.checks.filter(({ check: { name } }) =>
    chosen.has(`check.${name}`),
  )) {
    const name = `check.${check.name}`;
    if (!dependsOn.every((relation) => there.has(relation))) notBuilt.push(name);
    else
      await collect({ results, problems }, name, check, async () => [await runCustomCheck(session, check)]);
  }
  return { results, problems, notBuilt };
}

async function collect(
  into: { results: CheckResult[]; problems: Problem[] },
  relation: string,
  model: { readonly file: string },
  work: () => Promise<CheckResult[]>,
): Promise<void> {
  try {
    const found = await work();
    into.results.push(...found);
    into.problems.push(...checkProblems(found, model.file));
  } catch (error) {
    into.problems.push(...buildProblem({ relation, model }, error).problems);
  }
}
