/** By the name that `describe` gives a type: what else it may be called. */
const ALIASES: Readonly<Record<string, string>> = {
  boolean: 'bool logical',
  tinyint: 'int1',
  smallint: 'int2 int16 short',
  integer: 'int int4 int32 integral signed',
  bigint: 'int8 int64 long oid',
  hugeint: 'int128',
  utinyint: 'uint8',
  usmallint: 'uint16',
  uinteger: 'uint32',
  ubigint: 'uint64',
  uhugeint: 'uint128',
  float: 'float4 real',
  double: 'float8 doubleprecision',
  decimal: 'numeric dec',
  varchar: 'text string char bpchar nvarchar',
  timestamp: 'datetime timestamp_us timestamp(6) timestampwithouttimezone',
  timestampwithtimezone: 'timestamptz',
};
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(ALIASES).flatMap(([plain, others]) => others.split(' ').map((other) => [other, plain])),
);

/** A column type by the one name that stands for all of its spellings: NUMERIC(9, 4) and decimal(9,4) are one. */
export function plainType(type: string): string {
  const plain = type.toLowerCase().replaceAll(/\s/g, '');
  if (plain.endsWith('[]')) return `${plainType(plain.slice(0, -2))}[]`;
  const [, name = plain, size = ''] = NAMES.has(plain) ? [] : (/^(\w+)(\([\d,]+\))$/.exec(plain) ?? []);
  const known = NAMES.get(name) ?? name;
  // A length promises nothing: DuckDB leaves it out.
  return known === 'varchar' ? known : `${known}${size}`;
}
