import { didYouMean } from '../core/config/nearest.ts';
import type { PartialProject } from '../core/config/project.ts';
import { type Problem, problem } from '../errors.ts';
import type { Warehouse } from '../ports/warehouse.ts';
import type { AppContext } from './context.ts';
import { readEvidenceQueries } from './explain-evidence.ts';

/** Queries of sql/evidence that belong to no feature model, or don't parse. */
export async function evidenceProblems(
  context: AppContext,
  { models }: PartialProject,
  warehouse: Pick<Warehouse, 'parse'>,
): Promise<Problem[]> {
  const features = models.filter(({ layer }) => layer === 'features').map(({ name }) => name);
  const problems: Problem[] = [];
  for (const { feature, file, sql } of await readEvidenceQueries(context)) {
    if (!features.includes(feature)) {
      const hint =
        didYouMean(feature, features) ?? 'a query of sql/evidence has the name of its feature model';
      problems.push(
        problem(
          'configInvalid',
          { path: file, detail: `there is no feature model "${feature}"` },
          { file, hint },
        ),
      );
    }
    const parsed = await warehouse.parse(sql);
    if (!parsed.ok)
      problems.push(problem('sqlSyntax', { detail: parsed.message }, { file, line: 1, column: 1 }));
  }
  return problems;
}
