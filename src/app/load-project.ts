import type { CompiledModels } from '../adapters/project/typescript-models.ts';
import type { Environment } from '../core/config/interpolate.ts';
import { parseProject } from '../core/config/parse-project.ts';
import type { PartialProject, Project } from '../core/config/project.ts';
import { isTypescriptModel } from '../core/config/read-models.ts';
import { checkRelationships } from '../core/plan/check-relationships.ts';
import { placeInModules } from '../core/plan/place-in-module.ts';
import { type Parsed, type ProjectGraph, projectGraph } from '../core/plan/project-graph.ts';
import { type ModelTests, readUnitTests } from '../core/plan/read-unit-tests.ts';
import { HoldfastError, type Problem, sortProblems } from '../errors.ts';
import type { ProjectFiles } from '../ports/project-files.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import { readTexts } from './read-texts.ts';

export interface LoadedProject {
  readonly project: Project;
  readonly graph: ProjectGraph;
  readonly unitTests: readonly ModelTests[];
}

export interface ProjectReading {
  /** Null where a file is broken. */
  readonly project: Project | null;
  readonly partial: PartialProject;
  readonly graph: ProjectGraph;
  /** The parsed trees of models and checks, by file. */
  readonly trees: ReadonlyMap<string, Parsed>;
  readonly unitTests: readonly ModelTests[];
  readonly problems: readonly Problem[];
}

/** Reads and checks a project as far as that goes without data: YAML, SQL, graph. Problems are returned, not thrown. */
export async function readProject(
  files: ProjectFiles,
  env: Environment,
  warehouse: Pick<Warehouse, 'parse'>,
): Promise<ProjectReading> {
  const texts = await readTexts(files);
  const compiled = await compiledModels(texts);
  const { project, partial, documents, problems } = parseProject(texts, env, compiled.sql);
  const trees = new Map<string, Parsed>();
  for (const { file, sql } of [...partial.models, ...partial.checks])
    trees.set(file, await warehouse.parse(sql));
  const { graph, problems: found } = projectGraph(partial, trees);
  const tests = readUnitTests(partial, graph, documents);
  const placed = placeInModules([...found, ...checkRelationships(partial, documents)], partial.models);
  const all = sortProblems([...compiled.problems, ...problems, ...placed, ...tests.problems]);
  return {
    project: compiled.problems.length > 0 ? null : project,
    partial,
    graph,
    trees,
    unitTests: tests.models,
    problems: all,
  };
}

/** The project, ready to run. @throws HoldfastError with every problem of every file when there is one. */
export async function loadProject(
  files: ProjectFiles,
  env: Environment,
  warehouse: Pick<Warehouse, 'parse'>,
): Promise<LoadedProject> {
  const { project, graph, unitTests, problems } = await readProject(files, env, warehouse);
  if (!project || problems.some((p) => p.severity === 'error')) throw new HoldfastError(problems);
  return { project, graph, unitTests };
}

/** Most projects have none, and are spared the compiler. */
async function compiledModels(texts: ReadonlyMap<string, string>): Promise<CompiledModels> {
  const models = [...texts.keys()].filter(isTypescriptModel);
  if (models.length === 0) return { sql: new Map(), problems: [] };
  const { compileModels } = await import('../adapters/project/typescript-models.ts');
  return compileModels(texts, models);
}
