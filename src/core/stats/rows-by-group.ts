/** The rows of one group, ascending. */
export interface RowGroup {
  readonly group: number;
  readonly rows: Uint32Array;
}

/** Row numbers by group (segment, quarter, band), groups ascending. O(n + g log g). */
export function rowsByGroup(groups: Int32Array): RowGroup[] {
  const lists = new Map<number, number[]>();
  for (const [row, group] of groups.entries()) {
    const list = lists.get(group);
    if (list === undefined) lists.set(group, [row]);
    else list.push(row);
  }
  return [...lists]
    .sort(([a], [b]) => a - b)
    .map(([group, rows]) => ({ group, rows: Uint32Array.from(rows) }));
}

/** The given rows of a column, in their order. */
export function takeRows(column: Float64Array, rows: Uint32Array): Float64Array {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) taken[i] = column[rows[i] as number] as number;
  return taken;
}

/** The given rows of a column of flags, in their order. */
export function takeFlags(column: Uint8Array, rows: Uint32Array): Uint8Array {
  const taken = new Uint8Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) taken[i] = column[rows[i] as number] as number;
  return taken;
}
