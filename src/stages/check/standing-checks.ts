import type { ModelDefinition, Project } from '../../core/config/project.ts';
import { type ProjectGraph, SPINE } from '../../core/plan/project-graph.ts';
import type { CheckSpec } from '../../core/sql/check-queries.ts';
import { qualified } from '../../core/sql/quote.ts';
import { HoldfastError, type Problem } from '../../errors.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { trimmed } from '../transform/bind-models.ts';
import { buildProblem } from '../transform/build-model.ts';
import { contractProblems } from '../transform/column-contract.ts';
import { readStanding } from '../transform/read-standing.ts';
import { type CheckResult, checkModel, checkProblems, runCustomCheck } from '../transform/run-checks.ts';
import { fingerprint } from '../transform/transform-state.ts';
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
  /** Chosen models and checks of which the build file does not hold what they need yet, or not as today's SQL makes it. */
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

/** Relations of the build file that can be read, with their columns, and those among them that are what today's SQL says. */
interface Shown {
  readonly there: ReadonlyMap<string, ReadonlySet<string>>;
  readonly current: ReadonlySet<string>;
}

/**
 * Shows the build file's relations and the views over them. A table whose SQL has changed since is shown as it stands; a view
 * over such a one, or with SQL that no run has seen, might not even bind.
 */
async function show(session: Session, { project, graph }: StandingInput): Promise<Shown> {
  const built = await builtRelations(session);
  const state = (await readStanding(session))?.state;
  const there: string[] = [];
  const current = new Set<string>();
  for (const relation of [SPINE, ...[...project.sources, ...project.seeds].map((one) => one.relation)]) {
    if (!built.has(relation)) continue;
    await viewOfBuild(session, relation);
    there.push(relation);
    current.add(relation);
  }
  for (const node of graph.nodes) {
    const { relation, model, dependsOn } = node;
    const isView = model.materialized === 'view';
    const isSame = state?.model(relation).fingerprint === fingerprint(node);
    if (isView ? !(isSame && dependsOn.every((name) => current.has(name))) : !built.has(relation)) continue;
    if (isView) await session.run(`create view ${qualified(relation)} as\n${trimmed(model.sql)}`);
    else await viewOfBuild(session, relation);
    there.push(relation);
    if (isSame) current.add(relation);
  }
  return { there: await columnsOf(session, there), current };
}

async function columnsOf(session: Session, relations: readonly string[]): Promise<Shown['there']> {
  const columns = new Map(relations.map((relation) => [relation, new Set<string>()]));
  const rows = await session.rows<{ relation: string; name: string }>(
    `select schema_name || '.' || table_name as relation, column_name as name from duckdb_columns()
     where database_name = current_database()`,
  );
  for (const { relation, name } of rows) columns.get(relation)?.add(name);
  return columns;
}

async function runChecks(
  session: Session,
  { there, current }: Shown,
  { graph, chosen }: StandingInput,
): Promise<StandingChecks> {
  const results: CheckResult[] = [];
  const problems: Problem[] = [];
  const notBuilt: string[] = [];
  for (const node of graph.nodes.filter(({ relation }) => chosen.has(relation))) {
    if (!current.has(node.relation)) notBuilt.push(node.relation);
    else
      await collect({ results, problems }, node.relation, node.model, () =>
        runModelChecks(session, node.model, there),
      );
  }
  for (const { check, dependsOn } of graph.checks.filter(({ check: { name } }) =>
    chosen.has(`check.${name}`),
  )) {
    const name = `check.${check.name}`;
    if (!dependsOn.every((relation) => current.has(relation))) notBuilt.push(name);
    else
      await collect({ results, problems }, name, check, async () => [await runCustomCheck(session, check)]);
  }
  return { results, problems, notBuilt };
}

/** A relationship whose other relation, or the column of it, is not there yet is passed over, as in a run that selects neither. */
async function runModelChecks(
  session: Session,
  model: ModelDefinition,
  there: Shown['there'],
): Promise<CheckResult[]> {
  const broken = await contractProblems(session, model, model.relation);
  if (broken.length > 0) throw new HoldfastError(broken);
  const wanted = (spec: CheckSpec): boolean => {
    const { target, targetColumn } = spec.kind === 'query' ? spec : {};
    return target === undefined || there.get(target)?.has(targetColumn ?? '') === true;
  };
  return checkModel(session, model, model.relation, { wanted });
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
