import type { SourceColumn } from '../config/source-schema.ts';
import { literal } from './quote.ts';

/** How a column's text becomes its type. */
export interface TypedColumn {
  /** SQL of the typed value from an expression over the raw one; null where it does not fit. */
  readonly value: (raw: string) => string;
  /** SQL predicate over the typed value that a value which fits must also meet, such as being finite. */
  readonly sound: ((typed: string) => string) | null;
}

/**
 * Typing by declaration, never by guess: `native` is the type the reader hands over (VARCHAR from CSV and JSON, anything
 * from Parquet), `decimal` the mark that splits off the decimals.
 */
export function typedColumn(column: SourceColumn, native: string, decimal: '.' | ','): TypedColumn {
  const value = native === 'VARCHAR' ? fromText(column, decimal) : fromNative(column, native);
  return { value, sound: soundness(column.type) };
}

/** Finite numbers, and instants whose year has four digits: 'infinity', 'epoch' and 20260-01-05 are no dates of an export. */
function soundness(type: string): TypedColumn['sound'] {
  if (type === 'double') return (typed) => `isfinite(${typed})`;
  if (type !== 'date' && type !== 'timestamp') return null;
  return (typed) => `(${typed} >= ${type} '0001-01-01' and ${typed} < ${type} '10000-01-01')`;
}

function fromText(column: SourceColumn, decimal: '.' | ','): (raw: string) => string {
  const { type } = column;
  if (type === 'varchar') return (raw) => raw;
  if (type === 'boolean') return (raw) => `try_cast(trim(${raw}) as boolean)`;
  if (type === 'date' || type === 'timestamp') return dateOrTime(column);
  const cast = type === 'integer' || type === 'bigint' ? wholeNumber(type) : number(type);
  return decimal === '.' ? cast : (raw) => cast(pointed(raw));
}

const tryCast = (type: string) => (raw: string) => `try_cast(${raw} as ${type})`;

/** DuckDB rounds '2.5' and '5e-1' to an integer without a word; '2.0', which spreadsheets write, and '1e3' are whole. */
function wholeNumber(type: string): (raw: string) => string {
  const cast = tryCast(type);
  return (raw) => {
    const pointed = `ends_with(rtrim(rtrim(${raw}), '0'), '.')`;
    const raised = `try_cast(${raw} as double) = ${cast(raw)}`;
    return `case when contains(${raw}, '.') then case when ${pointed} then ${cast(raw)} end when contains(${raw}, 'e') or contains(${raw}, 'E') then case when ${raised} then ${cast(raw)} end else ${cast(raw)} end`;
  };
}

/**
 * Decimals of more digits than declared would be rounded without a word. What lies below a millionth of the last digit is no digit
 * but what binary arithmetic left (0.30000000000000004); `error` is what a number of the reader's type is off by in itself.
 */
function number(type: string, error = '1e-15'): (raw: string) => string {
  const cast = tryCast(type);
  const digits = /^decimal\(\d+, *(\d+)\)$/.exec(type)?.[1];
  if (digits === undefined) return cast;
  return (raw) => {
    const exact = `try_cast(${raw} as double)`;
    const off = `abs(${exact} - cast(${cast(raw)} as double))`;
    return `case when ${off} <= 1e-${Number(digits) + 6} + abs(${exact}) * ${error} then ${cast(raw)} end`;
  };
}

/** '1.234,5' as '1234.5'. A point that does not part thousands is no number where the comma is the decimal mark. */
function pointed(raw: string): string {
  const grouped = String.raw`'\s*[+-]?\d{1,3}(\.\d{3})+(,\d*)?\s*'`;
  const pointless = `replace(replace(${raw}, '.', ''), ',', '.')`;
  return `case when not contains(${raw}, '.') then replace(${raw}, ',', '.') when regexp_full_match(${raw}, ${grouped}) then ${pointless} end`;
}

function dateOrTime(column: SourceColumn): (raw: string) => string {
  const instant = column.format === undefined ? isoInstant(column) : formattedInstant(column, column.format);
  if (column.type === 'timestamp') return instant;
  if (column.format !== undefined) return (raw) => `cast(${instant(raw)} as date)`;
  // Cast as a date, DuckDB would take '2026-01-05x' for a day; as a timestamp it does not.
  return (raw) =>
    `case when strlen(${raw}) <= 10 then try_cast(${raw} as date) else cast(${instant(raw)} as date) end`;
}

/**
 * ISO 8601 as an instant in UTC. Cast as a timestamp, DuckDB drops an offset such as +02:00; cast as a timestamp with time
 * zone, it reads a text without one in the zone of the row before. So each text takes the cast that is right for it.
 */
function isoInstant(column: SourceColumn): (raw: string) => string {
  return (raw) => {
    const time = `substr(${raw}, 12)`;
    const local = inUtc(`try_cast(${raw} as timestamp)`, column.time_zone);
    const utc =
      column.time_zone === undefined
        ? ''
        : ` when contains(${time}, 'Z') or contains(${time}, 'UTC') then try_cast(${raw} as timestamp)`;
    return `case when contains(${time}, '+') or contains(${time}, '-') then timezone('UTC', try_cast(${raw} as timestamptz))${utc} else ${local} end`;
  };
}

function formattedInstant(column: SourceColumn, format: string): (raw: string) => string {
  const zoned = /%z/i.test(format);
  return (raw) => {
    const parsed = `try_strptime(${raw}, ${literal(format)})`;
    return zoned ? `timezone('UTC', ${parsed})` : inUtc(parsed, column.time_zone);
  };
}

function inUtc(instant: string, zone: string | undefined): string {
  return zone === undefined ? instant : `timezone('UTC', timezone(${literal(zone)}, ${instant}))`;
}

function fromNative(column: SourceColumn, native: string): (raw: string) => string {
  const { type } = column;
  if (type === 'varchar') return (raw) => `cast(${raw} as varchar)`;
  if (native === 'TIMESTAMP WITH TIME ZONE') return (raw) => `try_cast(timezone('UTC', ${raw}) as ${type})`;
  const fractional = /^(DECIMAL|FLOAT|DOUBLE)/.test(native) && (type === 'integer' || type === 'bigint');
  if (fractional) return (raw) => `case when ${raw} = trunc(${raw}) then try_cast(${raw} as ${type}) end`;
  const instant = (raw: string) => inUtc(`try_cast(${raw} as timestamp)`, column.time_zone);
  if (native.startsWith('TIMESTAMP') && type === 'timestamp') return instant;
  if (native.startsWith('TIMESTAMP') && type === 'date') return (raw) => `cast(${instant(raw)} as date)`;
  return number(type, native === 'FLOAT' ? '1e-7' : '1e-15');
}

/** The least and the greatest value that are fine; a day as YYYY-MM-DD, which as a maximum of instants is fine to its end. */
interface Bounds {
  readonly type: string;
  readonly min?: number | string | undefined;
  readonly max?: number | string | undefined;
}

/** The SQL predicate of a typed value outside of a declared range; null when none is declared. */
export function outOfRange({ type, min, max }: Bounds, typed: string): string | null {
  const bound = (value: number | string) =>
    typeof value === 'number' ? String(value) : `date ${literal(value)}`;
  const above = (value: number | string) =>
    type.startsWith('timestamp')
      ? `${typed} >= ${bound(value)} + interval 1 day`
      : `${typed} > ${bound(value)}`;
  const parts = [
    ...(min === undefined ? [] : [`${typed} < ${bound(min)}`]),
    ...(max === undefined ? [] : [above(max)]),
  ];
  return parts.length === 0 ? null : parts.join(' or ');
}
