import type { DuckDBVector } from '@duckdb/node-api';
import { DuckDBDoubleVector, DuckDBIntegerVector } from './node-api.ts';

type Numbers = Int32Array | Float64Array;

/** What the client keeps to itself; its version is pinned, and tests of reading and appending hold it. */
interface Insides {
  readonly items: Numbers;
  /** A bit for each value, 0 where it is null; no data where none is. */
  readonly validity: { readonly data: BigUint64Array | null };
}

/**
 * The values of a vector of whole or real numbers as they lie in memory, not copied; null for other types. `getItem` and
 * `setItem` do the same value by value and take some ten times as long.
 */
export function itemsOf(vector: DuckDBVector): Numbers | null {
  return insidesOf(vector)?.items ?? null;
}

/** A copy of a vector of whole or real numbers without nulls; null for one with nulls, and for other types. */
export function numbersWithoutNulls(vector: DuckDBVector): Numbers | null {
  const insides = insidesOf(vector);
  return insides && isFull(insides.validity.data, vector.itemCount) ? insides.items.slice() : null;
}

function insidesOf(vector: DuckDBVector): Insides | null {
  const isNumeric = vector instanceof DuckDBDoubleVector || vector instanceof DuckDBIntegerVector;
  return isNumeric ? (vector as unknown as Insides) : null;
}

function isFull(validity: BigUint64Array | null, count: number): boolean {
  if (!validity) return true;
  const words = new Uint32Array(validity.buffer, validity.byteOffset, Math.ceil(count / 32));
  const rest = count % 32;
  return words.every((word, i) =>
    rest > 0 && i === words.length - 1 ? (~word & ((1 << rest) - 1)) === 0 : word === 0xffffffff,
  );
}
