/** A string as a SQL literal. The parser takes a NUL for the end of the statement: such a string is written in another way. */
export function literal(value: string): string {
  if (value.includes('\0'))
    return `url_decode(${literal(value.replaceAll('%', '%25').replaceAll('\0', '%00'))})`;
  return `'${value.replaceAll("'", "''")}'`;
}

/** A name as a quoted SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A dotted relation name with each part quoted: build.raw.x becomes "build"."raw"."x". */
export function qualified(relation: string): string {
  return relation.split('.').map(identifier).join('.');
}

/** One file's path as the argument of read_parquet and its like, which take *, ? and [ for patterns. */
export function fileLiteral(path: string): string {
  return literal(path.replaceAll(/[[*?]/g, '[$&]'));
}
