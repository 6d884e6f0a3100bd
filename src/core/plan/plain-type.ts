const ALIASES: Readonly<Record<string, string>> = {
  int: 'integer',
  int4: 'integer',
  int8: 'bigint',
  long: 'bigint',
  text: 'varchar',
  string: 'varchar',
  bool: 'boolean',
  float8: 'double',
  'timestamp(6)': 'timestamp',
};

/** A column type by the one name that stands for all of its spellings: DECIMAL(9, 4) and decimal(9,4) are one. */
export function plainType(type: string): string {
  const plain = type.toLowerCase().replaceAll(/\s/g, '');
  return ALIASES[plain] ?? plain;
}
