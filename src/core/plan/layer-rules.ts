import { type Problem, problem } from '../../errors.ts';
import type { Layer, ModelDefinition } from '../config/project.ts';
import { position } from './position.ts';
import type { SqlFacts } from './sql-tree.ts';

/** Which schemas a model of each layer may read. */
const MAY_READ: Readonly<Record<Layer, readonly string[]>> = {
  staging: ['raw', 'seeds'],
  intermediate: ['staging', 'intermediate', 'seeds'],
  features: ['spine', 'staging', 'intermediate', 'features', 'seeds'],
  marts: ['staging', 'intermediate', 'features', 'marts', 'seeds'],
};

/** The rules that keep a layer what its name says. */
export function checkLayer(model: ModelDefinition, facts: SqlFacts): Problem[] {
  const refuse = (detail: string, hint: string, offset: number | null = null): Problem =>
    problem(
      'layerRule',
      { layer: model.layer, detail },
      { file: model.file, ...position(model.sql, offset), hint },
    );
  const allowed = MAY_READ[model.layer];
  const problems = facts.relations
    .filter((reference) => reference.schema !== '' && !allowed.includes(reference.schema))
    .map((reference) =>
      refuse(
        `reads ${reference.schema}.${reference.name}`,
        `a model of this layer reads ${allowed.join(', ')}`,
        reference.offset,
      ),
    );
  if (model.layer === 'staging' && facts.joins > 0) {
    problems.push(
      refuse('joins', 'a staging model renames and casts one source; join in an intermediate model'),
    );
  }
  return [...problems, ...shapeProblems(model, facts, refuse)];
}

function shapeProblems(
  model: ModelDefinition,
  facts: SqlFacts,
  refuse: (detail: string, hint: string, offset?: number | null) => Problem,
): Problem[] {
  const problems: Problem[] = [];
  const grain = model.config.grain;
  if (grain === undefined)
    problems.push(
      problem('missingGrain', { model: model.relation }, { file: model.configFile, line: 1, column: 1 }),
    );
  if (model.layer === 'features') {
    if (grain !== undefined && [...grain].sort().join() !== 'account_id,as_of') {
      problems.push(
        refuse(`has the grain ${grain.join(', ')}`, 'a feature model has one row per account_id and as_of'),
      );
    }
    if (!facts.relations.some((r) => r.schema === 'spine' && r.name === 'account_as_of')) {
      problems.push(
        refuse('does not read spine.account_as_of', 'start from the spine and join history to it'),
      );
    }
  }
  if (facts.endsWithStar) {
    problems.push(
      refuse(
        'ends in select *',
        'name the columns, so that a changed input shows here first',
        facts.endsWithStar.offset,
      ),
    );
  }
  if (model.materialized === 'incremental' && model.config.partition_by === undefined) {
    problems.push(
      refuse(
        'is incremental without partition_by',
        'name the date column that holds the UTC day of the event time',
      ),
    );
  }
  // Features, which a mart may read, get new dates without any new row: no day that is touched tells of them.
  if (model.materialized === 'incremental' && model.layer === 'marts') {
    problems.push(
      refuse(
        'is materialized incremental',
        'make it a table; what must be built day by day is an intermediate model',
      ),
    );
  }
  if ((model.materialized === 'as_of') !== (model.layer === 'features')) {
    problems.push(refuse(`is materialized ${model.materialized}`, 'feature models are as_of, and only they'));
  }
  return problems;
}
