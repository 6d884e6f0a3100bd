const NAMES: ReadonlyMap<string, string> = new Map([
  ['varchar', 'varchar'],
  ['text', 'varchar'],
  ['string', 'varchar'],
  ['boolean', 'boolean'],
  ['bool', 'boolean'],
  ['integer', 'integer'],
  ['int', 'integer'],
  ['bigint', 'bigint'],
  ['double', 'double'],
  ['date', 'date'],
  ['timestamp', 'timestamp'],
  ['timestamp(6)', 'timestamp'],
]);

export const PUBLISHED_TYPES =
  'varchar, boolean, integer, bigint, double, decimal(p,s), date or timestamp' as const;

/**
 * The published name of a DuckDB type, or null for a type that some reader can't take: HUGEINT (written to Parquet as DOUBLE),
 * unsigned and small integers, FLOAT, zoned timestamps, lists and structs.
 */
export function publishedType(type: string): string | null {
  const plain = type.toLowerCase().replaceAll(' ', '');
  const decimal = /^(?:decimal|numeric)\((\d+),(\d+)\)$/.exec(plain);
  if (decimal) return `decimal(${decimal[1]},${decimal[2]})`;
  return NAMES.get(plain) ?? null;
}
