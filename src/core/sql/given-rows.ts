import type { UnitTestValue } from '../config/unit-test-schema.ts';
import type { RelationColumn } from '../plan/relation-columns.ts';
import type { UnitTestRow } from '../plan/unit-test.ts';
import { emptyQuery } from './empty-relation.ts';
import { identifier, literal } from './quote.ts';

/** A query with these columns and types and the rows that are given; a column that a row does not name is null. */
export function givenRows(columns: readonly RelationColumn[], rows: readonly UnitTestRow[]): string {
  if (rows.length === 0) return emptyQuery(columns);
  const tuples = rows.map(
    ({ cells }) => `(${columns.map(({ name, type }) => givenCell(cells[name], type)).join(', ')})`,
  );
  return `select * from (values ${tuples.join(', ')}) as given (${columns.map(({ name }) => identifier(name)).join(', ')})`;
}

/** One cell as an expression of its column's type. */
export function givenCell(value: UnitTestValue | undefined, type: string): string {
  return `cast(${plain(value ?? null)} as ${type})`;
}

function plain(value: UnitTestValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  if (typeof value === 'object') {
    const fields = Object.entries(value).map(([name, field]) => `${literal(name)}: ${plain(field)}`);
    return `{${fields.join(', ')}}`;
  }
  return literal(String(value));
}

/** Every cell of a relation as text, for a person and for comparing with other text. */
export function asText(query: string, columns: readonly string[]): string {
  const texts = columns.map((name) => `cast(${identifier(name)} as varchar) as ${identifier(name)}`);
  return `select ${texts.join(', ')} from (${query}) as cells`;
}
