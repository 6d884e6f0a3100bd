import { type Problem, problem } from '../../errors.ts';
import type { PipelineFile } from '../config/pipeline-schema.ts';
import { plainType } from '../config/plain-type.ts';
import type { ModelDefinition } from '../config/project.ts';

/** Columns, with their types, that the engine itself reads of the models that pipeline.yml names. */
const LIFETIMES = { account_id: 'varchar', live_from: 'date', live_to: 'date' } as const;
const PROFILE = {
  account_id: 'varchar',
  as_of: 'date',
  account_name: 'varchar',
  owner: 'varchar',
  segment: 'varchar',
  lifecycle_stage: 'varchar',
  arr_cents: 'bigint',
  currency: 'varchar',
  renewal_date: 'date',
} as const;
const DECISIONS = {
  decision_id: 'varchar',
  account_id: 'varchar',
  term_start: 'date',
  decision_date: 'date',
  outcome: 'varchar',
  outcome_known_at: 'timestamp',
  arr_before_cents: 'bigint',
  arr_after_cents: 'bigint',
  segment: 'varchar',
} as const;

/** Refuses a model that lacks what its role in pipeline.yml asks for, at its own yml, with everything it must have. */
export function checkRequiredColumns(settings: PipelineFile, models: readonly ModelDefinition[]): Problem[] {
  const { accounts, decisions } = settings;
  const roles = [
    { role: 'accounts.lifetimes', relation: accounts.lifetimes, needs: LIFETIMES },
    { role: 'accounts.profile', relation: accounts.profile, needs: PROFILE },
    ...(decisions === undefined ? [] : [{ role: 'decisions', relation: decisions, needs: DECISIONS }]),
  ];
  return roles.flatMap(({ role, relation, needs }) => {
    const model = models.find((candidate) => candidate.relation === relation);
    return model ? missing(model, role, needs) : [];
  });
}

function missing(model: ModelDefinition, role: string, needs: Readonly<Record<string, string>>): Problem[] {
  const types = new Map(model.config.columns.map(({ name, type }) => [name, plainType(type)]));
  return Object.entries(needs).flatMap(([column, type]) => {
    const found = types.get(column);
    if (found === type) return [];
    const hint =
      found === undefined ? `where there is no such thing: cast(null as ${type}) as ${column}` : undefined;
    const detail = found === undefined ? 'is missing' : `is ${found}`;
    return [
      problem(
        'roleColumn',
        { model: model.relation, role, column, type, detail },
        { file: model.configFile, line: 1, column: 1, hint },
      ),
    ];
  });
}
