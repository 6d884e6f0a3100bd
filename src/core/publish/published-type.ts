import { plainType } from '../config/plain-type.ts';

const PUBLISHED = /^(varchar|boolean|integer|bigint|double|date|timestamp|decimal\(\d+,\d+\))$/;

export const PUBLISHED_TYPES =
  'varchar, boolean, integer, bigint, double, decimal(p,s), date or timestamp' as const;

/**
 * The published name of a DuckDB type, or null for a type that some reader can't take: HUGEINT (written to Parquet as DOUBLE),
 * unsigned and small integers, FLOAT, zoned timestamps, lists and structs.
 */
export function publishedType(type: string): string | null {
  const plain = plainType(type);
  return PUBLISHED.test(plain) ? plain : null;
}
