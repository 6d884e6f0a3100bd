import type { SourceDefinition } from '../config/source-definition.ts';
import type { SourceColumn } from '../config/source-schema.ts';
import { outOfRange, typedColumn } from './extract-types.ts';
import { identifier } from './quote.ts';

/** Why a row was rejected. */
const REASONS = [
  'missing_required',
  'bad_type',
  'out_of_range',
  'malformed_json',
  'malformed_row',
  'bad_encoding',
  'duplicate_key',
] as const;
export type RejectReason = (typeof REASONS)[number];

/** What stands in the place of a personal value. */
export const REDACTED = '[personal]';
const VALUE_LENGTH = 200;
/** A fault is one number: position of the column x this + position of the reason + 1; 0 is a row without fault. */
const PER_COLUMN = 8;

/** Where a declared column is found in what the reader hands over. */
export interface ColumnBinding {
  readonly column: SourceColumn;
  /** SQL over the reader's row; null for an optional column that the file does not have. */
  readonly raw: string | null;
  /** The type that the reader gives it. */
  readonly native: string;
}

export interface StageInput {
  readonly source: SourceDefinition;
  /** The reader as a FROM item. */
  readonly reader: string;
  readonly bindings: readonly ColumnBinding[];
  readonly decimal: '.' | ',';
  /** SQL over the reader's row that is true for a line that is no record, the text of that line, and what it is then called. */
  readonly malformed: {
    readonly when: string;
    readonly text: string;
    readonly reason: 'malformed_json' | 'malformed_row';
  } | null;
}

/** A column without a value that the source can't do without: of the key, the event time, or declared so. */
function isRequired(source: SourceDefinition, column: SourceColumn): boolean {
  const { known_at: knownAt } = source;
  const datesRow = typeof knownAt === 'object' && 'column' in knownAt && knownAt.column === column.name;
  return column.required || source.key.includes(column.name) || source.event_time === column.name || datesRow;
}

/**
 * One pass over files: every declared column typed, `_fault` (0 for a row that can be loaded), `_value` (the text at fault)
 * and `_file` (position in the list). Rows come in the order of the files, so that the table's rowid tells the record.
 */
export function stageQuery(input: StageInput): string {
  const { bindings, malformed } = input;
  const raws = bindings.map(({ raw }, i) => `${raw ?? 'null::varchar'} as r${i}`);
  const broken = malformed ? [`${malformed.when} as broken`, `${malformed.text} as text`] : [];
  const read = `select ${[...raws, ...broken, 'file_index'].join(', ')} from ${input.reader}`;
  const typed = bindings.map((binding, i) => `${typing(input, binding).value(`r${i}`)} as t${i}`);
  const values = bindings.map(({ column }, i) => `t${i} as ${identifier(column.name)}`);
  const faults = bindings.flatMap((binding, i) => columnFaults(input, binding, i));
  const whole = malformed ? [`when broken then ${faultCode(0, malformed.reason)}`] : [];
  const cases = [...whole, ...faults];
  const fault = cases.length === 0 ? '0' : `case ${cases.join(' ')} else 0 end`;
  return `select ${values.join(', ')}, fault as _fault, ${faultValue(input)} as _value, cast(file_index as integer) as _file
    from (select *, ${fault} as fault from (select *, ${typed.join(', ')} from (${read})))`;
}

function typing({ decimal }: StageInput, { column, native }: ColumnBinding) {
  return typedColumn(column, native, decimal);
}

function columnFaults(input: StageInput, binding: ColumnBinding, i: number): string[] {
  const { column } = binding;
  const { sound } = typing(input, binding);
  const when = (predicate: string, reason: RejectReason) => `when ${predicate} then ${faultCode(i, reason)}`;
  const range = outOfRange(column, `t${i}`);
  const unsound = sound ? ` or not ${sound(`t${i}`)}` : '';
  const canFail = column.type !== 'varchar';
  return [
    ...(isRequired(input.source, column) ? [when(`r${i} is null`, 'missing_required')] : []),
    ...(canFail ? [when(`r${i} is not null and (t${i} is null${unsound})`, 'bad_type')] : []),
    ...(range === null ? [] : [when(range, 'out_of_range')]),
  ];
}

function faultCode(column: number, reason: RejectReason): number {
  return column * PER_COLUMN + REASONS.indexOf(reason) + 1;
}

/** Column and reason of a fault; a malformed line has no column. */
export function readFault(
  source: SourceDefinition,
  fault: number,
): { column: string | null; reason: RejectReason } {
  const reason = REASONS[(fault - 1) % PER_COLUMN] ?? 'malformed_row';
  const column = source.columns[Math.floor((fault - 1) / PER_COLUMN)]?.name ?? null;
  return { column: reason === 'malformed_json' || reason === 'malformed_row' ? null : column, reason };
}

function faultValue({ bindings, malformed }: StageInput): string {
  const shown = bindings.map(({ column }, i) => {
    const text = column.personal
      ? `case when r${i} is not null then '${REDACTED}' end`
      : clipped(`cast(r${i} as varchar)`);
    return `when ${i} then ${text}`;
  });
  const secret = bindings.some(({ column }) => column.personal);
  const line = malformed ? [`when broken then ${secret ? `'${REDACTED}'` : clipped('text')}`] : [];
  return `case when fault = 0 then null ${line.join(' ')} else case (fault - 1) // ${PER_COLUMN} ${shown.join(' ')} end end`;
}

const clipped = (text: string) => `substr(${text}, 1, ${VALUE_LENGTH})`;
