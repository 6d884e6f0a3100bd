import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import { placeInModules } from '../core/plan/place-in-module.ts';
import { secondEngineWarnings } from '../core/plan/second-engine/second-engine-warnings.ts';
import { sortProblems } from '../errors.ts';
import type { ProjectFiles } from '../ports/project-files.ts';
import { bindModels } from '../stages/transform/bind-models.ts';
import type { AppContext } from './context.ts';
import { evidenceProblems } from './evidence-problems.ts';
import { readProject } from './load-project.ts';
import type { ValidateResult } from './validate.ts';

/** Reads a project, and binds its models in a world of empty relations: everything that is wrong with it, by place. */
export async function findProblems(context: AppContext, files: ProjectFiles): Promise<ValidateResult> {
  const warehouse = await openWarehouse({ threads: 1 });
  try {
    const { partial, graph, trees, problems } = await readProject(files, context.env, warehouse);
    const broken = new Set(
      problems.flatMap((p) => (p.severity === 'error' && p.file !== undefined ? [p.file] : [])),
    );
    const bound = await bindModels(warehouse, partial, graph, broken);
    for (const { file } of bound) if (file !== undefined) broken.add(file);
    const warnings = partial.models.flatMap((model) => {
      const parsed = trees.get(model.file);
      const sound = parsed?.ok === true && !broken.has(model.file);
      return sound ? secondEngineWarnings(model, parsed.tree, partial) : [];
    });
    const evidence = await evidenceProblems(context, partial, warehouse);
    const placed = placeInModules([...bound, ...warnings, ...evidence], partial.models);
    return {
      problems: sortProblems([...problems, ...placed]),
      models: partial.models.length,
      sources: partial.sources.length,
      scorecards: partial.scorecards.length,
    };
  } finally {
    warehouse.close();
  }
}
