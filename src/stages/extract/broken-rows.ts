import type { RejectReason } from '../../core/sql/extract-stage.ts';
import type { Session } from '../../ports/warehouse.ts';
import type { BrokenRecord } from './physical-lines.ts';

/** A record that the CSV reader could not split. */
export interface BrokenRow extends BrokenRecord {
  readonly fileIndex: number;
  readonly reason: RejectReason;
  /** What the reader says of it, such as TOO MANY COLUMNS. */
  readonly detail: string;
  /** Its beginning. */
  readonly text: string;
  /**
   * Lines that it covers. A quote that never closes swallows what follows: each line of it counts as a rejected row, so that
   * one stray quote can't take a thousand rows along as one reject.
   */
  readonly lines: number;
}

interface ReportedRow {
  readonly file_index: number;
  readonly byte_at: number;
  readonly kinds: string;
  readonly lead: number;
  readonly bytes: number;
  readonly breaks: number;
  readonly text: string;
}

/** The reader reports a line once per fault in it; a line feed before it belongs to a blank line or to \r\n. */
const REPORTED = `
  with reported as (
    select file_id as file_index, line_byte_position as byte_at, string_agg(distinct error_type, ', ' order by error_type) as kinds,
      min(csv_line) as line, ltrim(min(csv_line), chr(10) || chr(13)) as body
    from reject_errors group by file_id, line_byte_position)
  select file_index, byte_at, lower(kinds) as kinds, strlen(line) - strlen(body) as lead, strlen(body) as bytes,
    strlen(rtrim(body, chr(10))) - strlen(replace(rtrim(body, chr(10)), chr(10), '')) as breaks, substr(body, 1, 200) as text
  from reported order by file_index, byte_at`;

/**
 * What the reads of this session since the last call could not split, in the order of the files. Empties the report. A read
 * that fails as a whole reports nothing.
 */
export async function takeBrokenRows(session: Session): Promise<readonly BrokenRow[]> {
  const reported = await session.rows<ReportedRow>(REPORTED);
  await session.run('delete from reject_errors; delete from reject_scans');
  return reported.map(brokenRow);
}

function brokenRow({ file_index, byte_at, kinds, lead, bytes, breaks, text }: ReportedRow): BrokenRow {
  // Of an overlong line the reader shows no more than a part.
  const partial = kinds.includes('line size');
  return {
    fileIndex: file_index,
    start: byte_at - 1 + lead,
    bytes: partial ? null : bytes,
    reason: kinds.includes('invalid encoding') ? 'bad_encoding' : 'malformed_row',
    detail: kinds,
    text,
    lines: partial ? 1 : 1 + breaks,
  };
}
