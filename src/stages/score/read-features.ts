import type { FeatureColumns } from '../../core/score/feature-columns.ts';
import type { AppendColumn, ColumnChunk, Session } from '../../ports/warehouse.ts';
import type { FeatureSlot } from './feature-slots.ts';

/** Features of (account, date) pairs by columns, with the pairs' whole-number keys in the same order. */
export interface PairFeatures extends FeatureColumns {
  readonly keys: ReadonlyMap<string, Int32Array>;
}

/**
 * Reads the answer of a `featureQuery` into typed arrays.
 *
 * @param rows how many rows the query gives
 * @param keys its leading columns, whole numbers
 */
export async function readFeatures(
  session: Session,
  query: string,
  { rows, keys, slots }: { rows: number; keys: readonly string[]; slots: readonly FeatureSlot[] },
): Promise<PairFeatures> {
  const ofKeys = keys.map(() => new Int32Array(rows));
  const numbers = new Map<string, Float64Array>();
  const texts = new Map<string, (string | null)[]>();
  const columns = slots.map(({ feature, reads }) => {
    const column = reads === 'text' ? new Array<string | null>(rows) : new Float64Array(rows);
    if (column instanceof Float64Array) numbers.set(feature, column);
    else texts.set(feature, column);
    return column;
  });
  const targets = [...ofKeys, ...columns];
  let at = 0;
  for await (const chunk of session.read(query)) {
    for (const [i, target] of targets.entries()) copy(chunk.columns[i] ?? [], target, at);
    at += chunk.rows;
  }
  return {
    rows: at,
    keys: new Map(keys.map((key, i) => [key, ofKeys[i] ?? new Int32Array()])),
    numbers,
    texts,
  };
}

function copy(
  values: ColumnChunk['columns'][number],
  target: Int32Array | Float64Array | (string | null)[],
  at: number,
) {
  if (Array.isArray(target)) {
    for (let r = 0; r < values.length; r++) target[at + r] = values[r] as string | null;
  } else {
    target.set(values as number[], at);
  }
}

/** The keys, as they are appended. */
export function keyColumns({ keys }: PairFeatures): AppendColumn[] {
  return [...keys].map(([name, values]) => ({ name, type: 'integer', values }));
}

/** Rows `from` up to and not including `to`. */
export function sliceFeatures(features: PairFeatures, from: number, to: number): PairFeatures {
  return {
    rows: to - from,
    keys: mapValues(features.keys, (column) => column.subarray(from, to)),
    numbers: mapValues(features.numbers, (column) => column.subarray(from, to)),
    texts: mapValues(features.texts, (column) => column.slice(from, to)),
  };
}

function mapValues<V>(columns: ReadonlyMap<string, V>, change: (column: V) => V): Map<string, V> {
  return new Map([...columns].map(([name, column]) => [name, change(column)]));
}
