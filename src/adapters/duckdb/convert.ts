import type { DuckDBValue } from '@duckdb/node-api';
import type { SqlValue } from '../../ports/warehouse.ts';
import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
} from './node-api.ts';

/**
 * A DuckDB value as plain JavaScript: 64-bit integers as numbers where that loses nothing, decimals as numbers, dates and
 * timestamps as ISO text in UTC, lists as arrays, structs as objects.
 */
export function plainValue(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBDateValue) return value.toString();
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return isoText(value);
  if (value instanceof DuckDBListValue) return value.items.map(plainValue);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, plainValue(item)]));
  }
  return String(value);
}

/** YYYY-MM-DD HH:MM:SS[.ffffff] in UTC: a zoned value would print itself in the zone of the process. */
function isoText(value: DuckDBTimestampValue | DuckDBTimestampTZValue): string {
  return new DuckDBTimestampValue(value.micros).toString();
}

/** Bound parameters as DuckDB takes them: whole numbers stay exact. */
export function boundValues(values: readonly SqlValue[]): DuckDBValue[] {
  return values.map((value) =>
    typeof value === 'number' && Number.isSafeInteger(value) && !Object.is(value, -0) ? BigInt(value) : value,
  );
}
