import { didYouMean } from '../../core/config/nearest.ts';
import type { MacroDefinition, PartialProject } from '../../core/config/project.ts';
import type { CheckNode, ModelNode, Parsed, ProjectGraph } from '../../core/plan/project-graph.ts';
import { checkSqlRules } from '../../core/plan/sql-rules.ts';
import { readSqlTree } from '../../core/plan/sql-tree.ts';
import { emptyRaw, emptySeed } from '../../core/sql/empty-relation.ts';
import { qualified } from '../../core/sql/quote.ts';
import { type Problem, problem } from '../../errors.ts';
import type { Session, Warehouse } from '../../ports/warehouse.ts';
import { contractProblems } from './column-contract.ts';
import { createWorld, firstLine } from './world.ts';

/**
 * Binds every model in a world of empty relations, so that a missing column, a wrong type, a broken contract or a join
 * that would compare every row with every other is found before any data is read. A file in `broken` has been found
 * wrong already: it and what depends on it are passed over.
 */
export async function bindModels(
  warehouse: Warehouse,
  project: PartialProject,
  graph: ProjectGraph,
  broken: ReadonlySet<string> = new Set(),
): Promise<Problem[]> {
  const world = await createWorld(warehouse, 'validation', []);
  const { session } = world;
  const problems = await bindMacros(warehouse, session, project);
  for (const source of project.sources)
    await session.run(`create view ${qualified(source.relation)} as ${emptyRaw(source)}`);
  for (const seed of project.seeds)
    await session.run(`create view ${qualified(seed.relation)} as ${emptySeed(seed)}`);
  await session.run('create table spine.account_as_of (account_id varchar, as_of date)');
  const relations = new Set([...graph.nodes.map((node) => node.relation), ...project.unreadable]);
  const bound = new Set<string>();
  const ready = (file: string, reads: readonly string[]) =>
    !broken.has(file) && reads.every((relation) => !relations.has(relation) || bound.has(relation));
  for (const node of graph.nodes) {
    if (!ready(node.model.file, node.dependsOn)) continue;
    const found = await bindModel(session, node);
    if (!found.some((p) => p.name === 'sqlBinding')) bound.add(node.relation);
    problems.push(...found);
  }
  for (const node of graph.checks) {
    if (ready(node.check.file, node.dependsOn)) problems.push(...(await bindCheck(session, node)));
  }
  session.close();
  await warehouse.run('detach validation');
  return problems;
}

async function bindModel(session: Session, { model, relation }: ModelNode): Promise<Problem[]> {
  const kind = model.materialized === 'view' ? 'view' : 'table';
  const sql = trimmed(model.sql);
  try {
    await session.run(`create ${kind} ${qualified(relation)} as\n${sql}`);
  } catch (error) {
    return [bindingProblem(error, model)];
  }
  const contract = await contractProblems(session, model, relation);
  const [plan] = await session.rows<{ explain_value: string }>(`explain\n${sql}`);
  const slow = plan?.explain_value.includes('BLOCKWISE_NL_JOIN') === true;
  return slow
    ? [...contract, problem('nestedLoopJoin', { model: relation }, { file: model.file, line: 1, column: 1 })]
    : contract;
}

async function bindCheck(session: Session, { check }: CheckNode): Promise<Problem[]> {
  try {
    await session.run(`explain\n${trimmed(check.sql)}`);
    return [];
  } catch (error) {
    return [bindingProblem(error, check)];
  }
}

/** Macros are made one by one, so that each fault has its file; a relation inside one would escape the graph. */
async function bindMacros(
  warehouse: Warehouse,
  session: Session,
  project: PartialProject,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  const made: MacroDefinition[] = [];
  for (const macro of project.macros) {
    try {
      await session.run(macro.sql);
      made.push(macro);
    } catch (error) {
      const { file } = macro;
      problems.push(problem('sqlSyntax', { detail: firstLine(error) }, { file, line: 1, column: 1 }));
    }
  }
  const bodies = await bodiesOfMacros(session);
  for (const macro of made) {
    const { name, file } = macro;
    const own = bodies.get(name) ?? [];
    if (own.length === 0)
      problems.push(problem('macroReadsTable', { macro: name, detail: 'is not made by its file' }, { file }));
    for (const body of own) problems.push(...bodyProblems(macro, await warehouse.parse(`select ${body}`)));
  }
  return problems;
}

/** All at once: DuckDB goes through every function that there is for each question. A macro has a body for each way to call it. */
async function bodiesOfMacros(session: Session): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await session.rows<{ name: string; body: string }>(
    `select function_name as name, macro_definition as body from duckdb_functions() where database_name = 'validation'`,
  );
  const bodies = new Map<string, string[]>();
  for (const { name, body } of rows) bodies.set(name, [...(bodies.get(name) ?? []), body]);
  return bodies;
}

/** Places in a body are not those of its file. */
function bodyProblems({ name, file, sql }: MacroDefinition, body: Parsed): Problem[] {
  const at = { file, line: 1, column: 1 };
  const readsRelation = problem('macroReadsTable', { macro: name, detail: 'reads a relation' }, at);
  if (!body.ok) return [readsRelation];
  const facts = readSqlTree(body.tree);
  const broken = checkSqlRules(file, sql, facts).map((found) => ({ ...found, ...at }));
  return facts.relations.length > 0 ? [readsRelation, ...broken] : broken;
}

/** DuckDB says `LINE n:` with a caret below; the statement stands one line lower than in the file. */
function bindingProblem(error: unknown, { file, sql }: { file: string; sql: string }): Problem {
  const message = error instanceof Error ? error.message : String(error);
  const [, line, shown = '', caret = ''] = /LINE (\d+): (.*)\n( *)\^/.exec(message) ?? [];
  const prefix = `LINE ${line ?? ''}: `.length;
  const place =
    line === undefined
      ? { line: 1, column: 1 }
      : { line: Number(line) - 1, column: caret.length - prefix + 1 + cutOff(shown, sql, Number(line) - 1) };
  const missing = /Referenced (?:column|table) "([^"]+)" not found/.exec(message)?.[1];
  const candidates = [...message.matchAll(/"([^"]+)"/g)]
    .map((m) => m[1] ?? '')
    .filter((c) => c !== missing && !shown.includes(`"${c}"`));
  const macro = /Function with name ([a-z0-9_]+) does not exist/i.exec(message)?.[1];
  const hint =
    macro === undefined
      ? missing && didYouMean(missing, candidates)
      : `no such function: a macro of yours is made in sql/macros/${macro}.sql`;
  return problem('sqlBinding', { detail: firstLine(error) }, { file, ...place, hint });
}

/** How many characters of a long line DuckDB left out before what it shows, behind three dots. */
function cutOff(shown: string, sql: string, line: number): number {
  if (!shown.startsWith('...')) return 0;
  const text = shown.slice(3).replace(/\.\.\.$/, '');
  const at = (sql.split('\n')[line - 1] ?? '').indexOf(text);
  return at < 0 ? 0 : at - 3;
}

/** A model's text as a statement's body: a closing semicolon would end the statement around it. */
export function trimmed(sql: string): string {
  return sql.replace(/;\s*$/, '');
}
