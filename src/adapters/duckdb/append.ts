import type { DuckDBConnection, DuckDBType, DuckDBValue, DuckDBVector } from '@duckdb/node-api';
import { dayNumber } from '../../core/config/days.ts';
import type { AppendColumn, AppendType } from '../../ports/warehouse.ts';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  INTEGER,
  VARCHAR,
} from './node-api.ts';
import { itemsOf } from './vector-items.ts';

const CHUNK_ROWS = 2048;

const TYPES: Readonly<Record<AppendType, DuckDBType>> = {
  varchar: VARCHAR,
  date: DATE,
  integer: INTEGER,
  bigint: BIGINT,
  double: DOUBLE,
  boolean: BOOLEAN,
  'decimal(9,4)': DECIMAL(9, 4),
};

/** Appends columns chunk by chunk: about 270 times as fast as a prepared INSERT for each row. NaN is written as null. */
export async function appendColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly AppendColumn[],
): Promise<void> {
  const rows = columns[0]?.values.length ?? 0;
  if (rows === 0) return;
  const [catalog, schema, name] = table.split('.');
  const appender = await connection.createAppender(name ?? '', schema ?? null, catalog ?? null);
  try {
    const types = columns.map((column) => TYPES[column.type]);
    const writers = columns.map((column) => writer(column.type));
    for (let start = 0; start < rows; start += CHUNK_ROWS) {
      const length = Math.min(CHUNK_ROWS, rows - start);
      const chunk = DuckDBDataChunk.create(types, length);
      for (const [i, { values }] of columns.entries()) {
        const vector = chunk.getColumnVector(i);
        if (!writeNumbers(vector, values, start))
          chunk.setColumnValues(i, slice(values, start, length, writers[i] ?? identity));
      }
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

/** Copies numbers into a vector of their very type as a whole; answers whether it could. */
function writeNumbers(vector: DuckDBVector, values: AppendColumn['values'], start: number): boolean {
  const items = itemsOf(vector);
  if (Array.isArray(values) || items?.constructor !== values.constructor) return false;
  const piece = (values as Float64Array).subarray(start, start + items.length);
  items.set(piece);
  if (piece instanceof Float64Array) {
    for (let i = 0; i < piece.length; i++) if (Number.isNaN(piece[i])) vector.setItem(i, null);
  }
  vector.flush();
  return true;
}

type Writer = (value: unknown) => DuckDBValue;
const identity: Writer = (value) => value as DuckDBValue;

function slice(values: AppendColumn['values'], start: number, length: number, write: Writer): DuckDBValue[] {
  const out = new Array<DuckDBValue>(length);
  for (let i = 0; i < length; i++) {
    const value: unknown = values[start + i];
    out[i] = value === null || value === undefined || Number.isNaN(value) ? null : write(value);
  }
  return out;
}

function writer(type: AppendType): Writer {
  if (type === 'bigint') return (value) => BigInt(value as number | bigint);
  if (type === 'date') return dateWriter();
  if (type === 'decimal(9,4)') return (value) => new DuckDBDecimalValue(BigInt(value as number), 9, 4);
  return identity;
}

/** Dates repeat: a column of a million has a few hundred different ones. */
function dateWriter(): Writer {
  const known = new Map<string, DuckDBDateValue>();
  return (value) => {
    const text = String(value);
    const seen = known.get(text);
    if (seen) return seen;
    const made = new DuckDBDateValue(dayNumber(text));
    known.set(text, made);
    return made;
  };
}
