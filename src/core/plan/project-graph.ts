import { type Problem, problem } from '../../errors.ts';
import { didYouMean } from '../config/nearest.ts';
import type { CheckDefinition, ModelDefinition, PartialProject } from '../config/project.ts';
import { checkTolerances } from './check-tolerances.ts';
import { topologicalOrder } from './graph.ts';
import { checkLayer } from './layer-rules.ts';
import { placeNodes } from './place-nodes.ts';
import { position } from './position.ts';
import { checkRequiredColumns } from './required-columns.ts';
import { checkSqlRules } from './sql-rules.ts';
import { canonicalTree, readSqlTree, type SqlFacts } from './sql-tree.ts';

/** The relation that the engine makes itself: the (account_id, as_of) pairs of a run. */
export const SPINE = 'spine.account_as_of';

/** One model, placed in the graph. */
export interface ModelNode {
  readonly relation: string;
  readonly model: ModelDefinition;
  /** Relations it reads: models, raw tables, seeds, the spine. */
  readonly dependsOn: readonly string[];
  /** Raw relations it reads, directly or through others. */
  readonly sources: readonly string[];
  /** Its own parsed SQL and how it is kept; the same for texts that differ in layout and comments alone. */
  readonly ownText: string;
  /** Macros that it calls, directly or through others. */
  readonly macros: readonly string[];
  /** What makes its rows what they are, apart from data: its own parsed SQL and that of all its ancestors, their macros, seeds. */
  readonly fingerprintText: string;
}

export interface CheckNode {
  readonly check: CheckDefinition;
  readonly dependsOn: readonly string[];
}

export interface ProjectGraph {
  /** Each after what it depends on. */
  readonly nodes: readonly ModelNode[];
  readonly checks: readonly CheckNode[];
}

/** A statement's parsed tree, or why there is none. */
export type Parsed =
  | { readonly ok: true; readonly tree: unknown }
  | { readonly ok: false; readonly message: string; readonly offset: number | null };

/**
 * The graph of a project, from the parsed trees of its SQL files (by file path). All problems at once: SQL that does not
 * parse, unknown relations, circles, clocks, layers.
 */
export function projectGraph(
  project: PartialProject,
  trees: ReadonlyMap<string, Parsed>,
): { graph: ProjectGraph; problems: Problem[] } {
  const problems: Problem[] = [];
  const known = knownRelations(project);
  const edges = new Map<string, readonly string[]>([
    [SPINE, project.settings ? [project.settings.accounts.lifetimes] : []],
  ]);
  const canonical = new Map<string, string>();
  const functions = new Map<string, readonly string[]>();

  const inspect = (file: string, sql: string): SqlFacts | null => {
    const parsed = trees.get(file);
    if (!parsed?.ok) {
      const detail = parsed?.message ?? 'it is empty';
      problems.push(problem('sqlSyntax', { detail }, { file, ...position(sql, parsed?.offset ?? 0) }));
      return null;
    }
    const facts = readSqlTree(parsed.tree);
    canonical.set(file, canonicalTree(parsed.tree));
    functions.set(file, [...new Set(facts.functions.map(({ name }) => name))]);
    problems.push(
      ...checkSqlRules(file, sql, facts),
      ...unknownReferences(file, sql, facts, { known, project }),
    );
    return facts;
  };

  for (const model of project.models) {
    const facts = inspect(model.file, model.sql);
    if (facts) problems.push(...checkLayer(model, facts));
    edges.set(model.relation, facts ? referenced(facts, known) : []);
  }
  const checks = project.checks.map((check) => {
    const facts = inspect(check.file, check.sql);
    return { check, dependsOn: facts ? referenced(facts, known) : [] };
  });
  const { order, cycles } = topologicalOrder(edges);
  problems.push(
    ...cycleProblems(project, cycles),
    ...settingsProblems(project, known),
    ...featureProblems(project),
    ...checkTolerances(checks),
  );
  return { graph: { nodes: placeNodes(project, { order, edges, canonical, functions }), checks }, problems };
}

function knownRelations(project: PartialProject): ReadonlySet<string> {
  return new Set([
    SPINE,
    ...project.unreadable,
    ...project.sources.map((source) => source.relation),
    ...project.seeds.map((seed) => seed.relation),
    ...project.models.map((model) => model.relation),
  ]);
}

function referenced(facts: SqlFacts, known: ReadonlySet<string>): string[] {
  const names = facts.relations.map((r) => `${r.schema}.${r.name}`);
  return [...new Set(names.filter((name) => known.has(name)))].sort();
}

/** What a file may name, and what it may not because it is switched off. */
interface Scope {
  readonly known: ReadonlySet<string>;
  readonly project: PartialProject;
}

function unknownHint(relation: string, { known, project }: Scope): string | undefined {
  return project.disabled.includes(relation)
    ? 'its model is switched off by disabled_tags in pipeline.yml: switch it on, or give this one the same tag'
    : didYouMean(relation, known);
}

function unknownReferences(file: string, sql: string, facts: SqlFacts, { known, project }: Scope): Problem[] {
  return facts.relations.flatMap((reference) => {
    // A place is looked for only where it is needed: most references are as they should be.
    const at = () => ({ file, ...position(sql, reference.offset) });
    const relation = [reference.catalog, reference.schema, reference.name]
      .filter((part) => part !== '')
      .join('.');
    if (reference.schema === '') {
      const candidates = [...known].map((name) => name.split('.')[1] ?? '');
      const meant = [...known].find((name) => name.split('.')[1] === reference.name);
      const hint = meant === undefined ? didYouMean(reference.name, candidates) : `did you mean "${meant}"?`;
      return [problem('bareRelation', { relation }, { ...at(), hint })];
    }
    const unreadable = known.has(`${relation.split('__')[0] ?? ''}__*`);
    return known.has(relation) || unreadable
      ? []
      : [
          problem(
            'unknownRelation',
            { relation },
            { ...at(), hint: unknownHint(relation, { known, project }) },
          ),
        ];
  });
}

function cycleProblems(project: PartialProject, cycles: readonly (readonly string[])[]): Problem[] {
  return cycles.map((cycle) => {
    const file = project.models.find((model) => model.relation === cycle[0])?.file;
    return problem('cycle', { path: cycle.join(' -> ') }, { file, line: 1, column: 1 });
  });
}

function settingsProblems(project: PartialProject, known: ReadonlySet<string>): Problem[] {
  if (!project.settings) return [];
  const { accounts, decisions } = project.settings;
  const named = [accounts.lifetimes, accounts.profile, ...(decisions === undefined ? [] : [decisions])];
  const unknown = named
    .filter((relation) => !known.has(relation))
    .map((relation) =>
      problem(
        'unknownRelation',
        { relation },
        { file: 'pipeline.yml', hint: unknownHint(relation, { known, project }) },
      ),
    );
  return [...unknown, ...checkRequiredColumns(project.settings, project.models)];
}

/** Feature columns meet in one wide table, so each needs a name of its own. */
function featureProblems(project: PartialProject): Problem[] {
  const owner = new Map<string, string>();
  return project.models
    .filter((model) => model.layer === 'features')
    .flatMap((model) =>
      model.config.columns.flatMap(({ name }) => {
        if (name === 'account_id' || name === 'as_of') return [];
        const other = owner.get(name);
        owner.set(name, model.relation);
        return other === undefined
          ? []
          : [problem('ambiguousFeature', { column: name, other }, { file: model.configFile })];
      }),
    );
}
