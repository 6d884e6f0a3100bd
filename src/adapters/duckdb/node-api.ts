import { createRequire } from 'node:module';
import type * as nodeApi from '@duckdb/node-api';

/**
 * DuckDB's client, loaded as the CommonJS that it is: `import` would read each of its 120 files a second time to learn what it
 * exports, which costs every start of the command line 0.14 s of CPU.
 */
const load = createRequire(import.meta.url);

export const {
  BIGINT,
  BOOLEAN,
  DATE,
  DECIMAL,
  DOUBLE,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBDoubleVector,
  DuckDBInstance,
  DuckDBIntegerVector,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  INTEGER,
  VARCHAR,
} = load('@duckdb/node-api') as typeof nodeApi;

export type DuckDBDateValue = nodeApi.DuckDBDateValue;
export type DuckDBInstance = nodeApi.DuckDBInstance;
export type DuckDBTimestampTZValue = nodeApi.DuckDBTimestampTZValue;
export type DuckDBTimestampValue = nodeApi.DuckDBTimestampValue;
