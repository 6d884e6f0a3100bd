/** One column of a published table: part of the contract with its readers. */
export interface PublishedColumn {
  readonly name: string;
  /** One of the types that every reader knows: see published-type.ts. */
  readonly type: string;
  readonly description: string;
  readonly unit?: string | undefined;
  /** What the values lie in, for people: "0 to 100". */
  readonly range?: string | undefined;
}

/** A table as it is to be published: what its query gives must be exactly `columns`. */
export interface PublishedTable {
  readonly name: string;
  readonly description: string;
  /** The columns that tell its rows apart; rows are written in this order. */
  readonly key: readonly string[];
  readonly columns: readonly PublishedColumn[];
  /** One SELECT over the build catalog, without an order of its own. */
  readonly query: string;
}

/** What several tables go by: made as a temporary table before them, and dropped when the snapshot is staged. */
export interface PreparedTable {
  readonly name: string;
  /** One SELECT over the build catalog and what was prepared before it. */
  readonly query: string;
}

/** What a column's comment in a database says: meaning, unit, range. */
export function columnComment(column: PublishedColumn): string {
  const facts = [column.unit && `unit: ${column.unit}`, column.range && `range: ${column.range}`].filter(
    Boolean,
  );
  return facts.length === 0 ? column.description : `${column.description} (${facts.join('; ')})`;
}

/** What a table's comment in a database says: meaning and key. */
export function tableComment(table: Pick<PublishedTable, 'description' | 'key'>): string {
  return `${table.description} Key: ${table.key.join(', ')}.`;
}
