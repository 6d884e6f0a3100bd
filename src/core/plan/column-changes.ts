import { plainType } from '../config/plain-type.ts';
import type { ModelDefinition } from '../config/project.ts';

/** What a model's columns gain, lose or change in type. */
export interface ColumnChanges {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  readonly retyped: readonly { readonly column: string; readonly from: string; readonly to: string }[];
}

/** By name, the types that a model's yml promises; a run holds its SQL to them. */
export function columnTypes(model: ModelDefinition): Record<string, string> {
  return Object.fromEntries(model.config.columns.map(({ name, type }) => [name, plainType(type)]));
}

/** Null where both have the same columns of the same types. */
export function columnChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): ColumnChanges | null {
  const gained = Object.keys(after).filter((name) => before[name] === undefined);
  const lost = Object.keys(before).filter((name) => after[name] === undefined);
  const retyped = Object.entries(after).flatMap(([column, to]) => {
    const from = before[column];
    return from === undefined || from === to ? [] : [{ column, from, to }];
  });
  return gained.length + lost.length + retyped.length === 0 ? null : { gained, lost, retyped };
}
