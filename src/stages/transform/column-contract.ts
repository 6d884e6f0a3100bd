import { didYouMean } from '../../core/config/nearest.ts';
import { plainType } from '../../core/config/plain-type.ts';
import type { ModelDefinition } from '../../core/config/project.ts';
import { qualified } from '../../core/sql/quote.ts';
import { type Problem, problem } from '../../errors.ts';
import type { Session } from '../../ports/warehouse.ts';

/** What the yml promises of a model's columns against what its SQL gives. */
function columnContract(
  model: ModelDefinition,
  actual: readonly { name: string; type: string }[],
): Problem[] {
  const declared = new Map(model.config.columns.map((column) => [column.name, plainType(column.type)]));
  const given = new Map(actual.map((column) => [column.name, plainType(column.type)]));
  const refuse = (detail: string, hint?: string): Problem =>
    problem(
      'columnContract',
      { model: model.relation, detail },
      { file: model.configFile, line: 1, column: 1, hint },
    );
  return [
    ...[...given]
      .filter(([name]) => !declared.has(name))
      .map(([name]) => refuse(`column "${name}" is not described`, didYouMean(name, declared.keys()))),
    ...[...declared].flatMap(([name, type]) => {
      const found = given.get(name);
      if (found === undefined)
        return [refuse(`column "${name}" is described but not selected`, didYouMean(name, given.keys()))];
      return found === type ? [] : [refuse(`column "${name}" is ${found}, not ${type} as described`)];
    }),
  ];
}

/** The contract of a relation as it stands in the database. */
export async function contractProblems(
  session: Session,
  model: ModelDefinition,
  relation: string,
): Promise<Problem[]> {
  const columns = await session.rows<{ column_name: string; column_type: string }>(
    `describe ${qualified(relation)}`,
  );
  return columnContract(
    model,
    columns.map(({ column_name, column_type }) => ({ name: column_name, type: column_type })),
  );
}
