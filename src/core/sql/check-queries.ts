import type { ColumnCheck, ModelFile } from '../config/model-schema.ts';
import { plainType } from '../config/plain-type.ts';
import type { ModelDefinition } from '../config/project.ts';
import { outOfRange } from './extract-types.ts';
import { identifier, literal, qualified } from './quote.ts';

/**
 * A check as SQL. `row`: the predicate of a bad row, counted with others in one scan. `query`: returns the bad rows; `target`
 * is the other relation that it reads, and `targetColumn` the column there, where there is one.
 */
export type CheckSpec = {
  readonly name: string;
  readonly severity: 'error' | 'warn';
} & (
  | { readonly kind: 'row'; readonly bad: string }
  | {
      readonly kind: 'query';
      readonly sql: string;
      readonly target?: string;
      readonly targetColumn?: string;
      /** Of a key, its columns. */
      readonly key?: readonly string[];
    }
);

/** Every check that a model's yml asks for, run against `relation` (the model, or the part of it that was just built). */
export function checkSpecs(model: ModelDefinition, relation: string): CheckSpec[] {
  const grain = model.config.grain ?? [];
  return [
    ...grain.map((column) => notNull(column, 'error')),
    ...[grain, ...model.config.unique]
      .filter((columns) => columns.length > 0)
      .map((columns) => unique(columns, relation, 'error')),
    ...model.config.columns.flatMap((column) =>
      column.checks.map((check) => columnCheck(column, check, { relation, grain })),
    ),
  ];
}

/** Relations that a model's relationships lead to. */
export function relationTargets(model: ModelDefinition): string[] {
  return checkSpecs(model, model.relation).flatMap((spec) =>
    spec.kind === 'query' && spec.target !== undefined ? [spec.target] : [],
  );
}

function columnCheck(
  { name: column, type }: Pick<ModelFile['columns'][number], 'name' | 'type'>,
  check: ColumnCheck,
  of: { relation: string; grain: readonly string[] },
): CheckSpec {
  if (check === 'not_null') return notNull(column, 'error');
  if (check === 'unique') return unique([column], of.relation, 'error');
  if ('not_null' in check) return notNull(column, check.not_null.severity);
  if ('unique' in check) return unique([column], of.relation, check.unique.severity);
  const name = identifier(column);
  if ('accepted_values' in check) {
    const { values, severity } = check.accepted_values;
    const list = values
      .map((value) => (typeof value === 'string' ? literal(value) : String(value)))
      .join(', ');
    return { kind: 'row', name: `accepted_values(${column})`, severity, bad: `${name} not in (${list})` };
  }
  if ('in_range' in check) {
    const { min, max, severity } = check.in_range;
    const bad = outOfRange({ type: plainType(type), min, max }, name) ?? 'false';
    return { kind: 'row', name: `in_range(${column})`, severity, bad };
  }
  const { to, column: other, severity } = check.relationships;
  const parent = `select 1 from ${qualified(to)} as parent where parent.${identifier(other)} = child.${name}`;
  const keys = [...new Set([...of.grain, column])].map((key) => `child.${identifier(key)}`).join(', ');
  const orphan = `child.${name} is not null and not exists (${parent})`;
  const sql = `select ${keys} from ${qualified(of.relation)} as child where ${orphan}`;
  return {
    kind: 'query',
    name: `relationships(${column} -> ${to}.${other})`,
    severity,
    sql,
    target: to,
    targetColumn: other,
  };
}

function notNull(column: string, severity: 'error' | 'warn'): CheckSpec {
  return { kind: 'row', name: `not_null(${column})`, severity, bad: `${identifier(column)} is null` };
}

function unique(columns: readonly string[], relation: string, severity: 'error' | 'warn'): CheckSpec {
  const sql = keysTwice(columns, relation);
  return { kind: 'query', name: `unique(${columns.join(', ')})`, severity, sql, key: columns };
}

/** Keys that more than one row has, of the rows for which a predicate is true. */
export function keysTwice(columns: readonly string[], relation: string, among = 'true'): string {
  const list = columns.map(identifier).join(', ');
  const present = columns.map((column) => `${identifier(column)} is not null`).join(' and ');
  return `select ${list}, count(*) as copies from ${qualified(relation)} where ${present} and ${among} group by ${list} having count(*) > 1`;
}

/** One scan that counts all rows, as column total, and the bad rows of every row check, as columns c0, c1, … */
export function countBadRows(relation: string, checks: readonly { bad: string }[]): string {
  const counts = checks.map((check, i) => `count(*) filter (where ${check.bad}) as c${i}`).join(', ');
  return `select count(*) as total, ${counts} from ${qualified(relation)}`;
}

/** All rows of a relation, as column rows. */
export function countRows(relation: string): string {
  return `select count(*) as rows from ${qualified(relation)}`;
}

/** How many rows a query returns, and five of them: the same five on every run. */
export function sampleOf(sql: string): string {
  return `with bad as (${sql}) select count(*) over () as bad_rows, bad.* from bad order by all limit 5`;
}

/** The grain columns of a check's bad rows. */
export function badRows(relation: string, keys: readonly string[], bad: string): string {
  return `select ${keys.length === 0 ? '*' : keys.map(identifier).join(', ')} from ${qualified(relation)} where ${bad}`;
}
