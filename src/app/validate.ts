import { openWarehouse } from '../adapters/duckdb/open-warehouse.ts';
import { LocalProjectFiles } from '../adapters/project/local-project-files.ts';
import { placeInModules } from '../core/plan/place-in-module.ts';
import { secondEngineWarnings } from '../core/plan/second-engine/second-engine-warnings.ts';
import { EXIT, type Problem, sortProblems } from '../errors.ts';
import { bindModels } from '../stages/transform/bind-models.ts';
import type { AppContext, CommandResult } from './context.ts';
import { evidenceProblems } from './evidence-problems.ts';
import { readProject } from './load-project.ts';
import { problemText } from './problem-text.ts';
import { counted } from './words.ts';

export interface ValidateResult {
  readonly problems: readonly Problem[];
  readonly models: number;
  readonly sources: number;
  readonly scorecards: number;
}

/** Every problem of the project in one go, without reading any data. Warnings alone leave the exit code at 0. */
export async function validate(context: AppContext): Promise<CommandResult<ValidateResult>> {
  const warehouse = await openWarehouse({ threads: 1 });
  try {
    const { partial, graph, trees, problems } = await readProject(
      new LocalProjectFiles(context.projectDir),
      context.env,
      warehouse,
    );
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
    const all = sortProblems([...problems, ...placed]);
    const errors = all.filter((p) => p.severity === 'error');
    const result = {
      problems: all,
      models: partial.models.length,
      sources: partial.sources.length,
      scorecards: partial.scorecards.length,
    };
    return { exitCode: errors[0]?.exitCode ?? EXIT.done, result, text: validateText(result, errors.length) };
  } finally {
    warehouse.close();
  }
}

function validateText({ problems, models, sources, scorecards }: ValidateResult, errors: number): string {
  const warnings = problems.length - errors;
  const looked = [
    counted(models, 'model'),
    counted(sources, 'source'),
    counted(scorecards, 'scorecard'),
  ].join(', ');
  const verdict =
    problems.length === 0
      ? `${looked}: no problems`
      : `${looked}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
  return problems.length === 0 ? verdict : `${problemText(problems)}\n\n${verdict}`;
}
