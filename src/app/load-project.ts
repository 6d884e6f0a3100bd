import type { Environment } from '../core/config/interpolate.ts';
import { parseProject } from '../core/config/parse-project.ts';
import type { Project } from '../core/config/project.ts';
import { type Parsed, type ProjectGraph, projectGraph } from '../core/plan/project-graph.ts';
import { HoldfastError, type Problem, sortProblems } from '../errors.ts';
import type { ProjectFiles } from '../ports/project-files.ts';
import type { Warehouse } from '../ports/warehouse.ts';

export interface LoadedProject {
  readonly project: Project;
  readonly graph: ProjectGraph;
}

export interface ProjectReading {
  /** Null where pipeline.yml itself can't be read. */
  readonly loaded: LoadedProject | null;
  readonly problems: readonly Problem[];
}

/** Reads and checks a project as far as that goes without data: YAML, SQL, graph. Problems are returned, not thrown. */
export async function readProject(
  files: ProjectFiles,
  env: Environment,
  warehouse: Pick<Warehouse, 'parse'>,
): Promise<ProjectReading> {
  const texts = new Map<string, string>();
  for (const path of await files.list()) texts.set(path, await files.read(path));
  const { partial, problems } = parseProject(texts, env);
  if (!partial) return { loaded: null, problems };
  const trees = new Map<string, Parsed>();
  for (const { file, sql } of [...partial.models, ...partial.checks])
    trees.set(file, await warehouse.parse(sql));
  const { graph, problems: found } = projectGraph(partial, trees);
  return { loaded: { project: partial, graph }, problems: sortProblems([...problems, ...found]) };
}

/** The project, ready to run. @throws HoldfastError with every problem of every file when there is one. */
export async function loadProject(
  files: ProjectFiles,
  env: Environment,
  warehouse: Pick<Warehouse, 'parse'>,
): Promise<LoadedProject> {
  const { loaded, problems } = await readProject(files, env, warehouse);
  if (!loaded || problems.some((p) => p.severity === 'error')) throw new HoldfastError(problems);
  return loaded;
}
